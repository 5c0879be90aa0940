package io.steelyard.config;

import io.steelyard.event.Severity;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events by e-mail, several in one.
 *
 * @param server the mail server's IP address or name
 * @param caFile certificates in PEM that the server's must go back to; empty for those of the Java runtime
 * @param user empty to send without logging on
 * @param to 1–20 addresses
 * @param collect how long events are collected for one message, 1 s – 1 h
 * @param least events below it are not sent
 */
public record MailConfig(
        String server,
        int port,
        Security security,
        String caFile,
        String user,
        String password,
        String from,
        List<String> to,
        Duration collect,
        Severity least) {

    /** How the connection to the mail server is protected. */
    public enum Security {
        NONE,
        /** In plain text first, then TLS, which must succeed (RFC 3207). */
        STARTTLS,
        /** TLS from the start (RFC 8314). */
        TLS
    }

    public static final Setting<String> SERVER = Setting.text(
                    "server", 253, "localhost", "The mail server's IP address or name.")
            .required();
    public static final Setting<Integer> PORT = Setting.integer(
            "port", 1, 65535, 25, "The mail server's port: 25 as a rule, 587 with starttls, 465 with tls.");
    public static final Setting<Security> SECURITY = Setting.choice(
            "security",
            Security.class,
            Security.NONE,
            "How the connection is protected. With starttls and tls the mail server must have a certificate that is"
                    + " valid for its name.");
    public static final Setting<String> CA_FILE = Setting.text(
            "caFile",
            1000,
            "",
            "With starttls and tls: a file with the certificates, in PEM, that the mail server's must go back to. Left"
                    + " out, those of the Java runtime count.");
    public static final Setting<String> USER =
            Setting.text("user", 256, "", "The user to log on as. Left out, mail is sent without logging on.");
    public static final Setting<String> PASSWORD =
            Setting.text("password", 256, "", "That user's password.").secret();
    public static final Setting<String> FROM = Setting.of(
                    "from", "an e-mail address", "steelyard@localhost", "The sender's address.", MailConfig::addressOf)
            .required();
    public static final Setting<List<String>> TO = Setting.list(
                    "to",
                    Setting.of("to", "an e-mail address", "root@localhost", "One address.", MailConfig::addressOf),
                    20,
                    "The addresses that events are sent to.")
            .required();
    public static final Setting<Duration> COLLECT = Setting.duration(
            "collect",
            "1s",
            "1h",
            "30s",
            "How long events are collected after the first one, to be sent as one message.");
    public static final Setting<Severity> LEAST = EventsConfig.LEAST.or(Severity.ERROR);

    public MailConfig {
        SERVER.check(server);
        PORT.check(port);
        CA_FILE.check(caFile);
        USER.check(user);
        PASSWORD.check(password);
        FROM.check(from);
        to = List.copyOf(to);
        COLLECT.check(collect);
        if (to.isEmpty() || to.size() > 20) {
            throw new Refusal(TO.key(), "this must be 1 to 20 addresses");
        }
        if (!caFile.isEmpty() && security == Security.NONE) {
            throw new Refusal(CA_FILE.key(), "this has an effect only with 'security' starttls or tls");
        }
        if (!user.isEmpty() && security == Security.NONE) {
            throw new Refusal(SECURITY.key(), "a password must not be sent in plain text, write starttls or tls");
        }
    }

    /** Null where the group is left out, or a problem was noted. */
    static @Nullable MailConfig read(Settings settings) {
        if (settings.values().isEmpty()) {
            return null;
        }
        int before = settings.problemCount();
        String server = settings.get(SERVER);
        int port = settings.get(PORT);
        Security security = settings.get(SECURITY);
        String caFile = settings.get(CA_FILE);
        String user = settings.get(USER);
        String password = settings.get(PASSWORD);
        String from = settings.get(FROM);
        List<String> to = settings.get(TO);
        Duration collect = settings.get(COLLECT);
        Severity least = settings.get(LEAST);
        settings.end();
        if (settings.problemCount() > before) {
            return null;
        }
        try {
            return new MailConfig(server, port, security, caFile, user, password, from, to, collect, least);
        } catch (Refusal refusal) {
            settings.problem(refusal.key(), refusal.sentence());
            return null;
        }
    }

    private static String addressOf(String text) {
        if (text.length() > 254 || !text.matches("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")) {
            throw new IllegalArgumentException("'" + text + "' is not an e-mail address such as admin@example.com");
        }
        return text;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "MailConfig[" + server + ":" + port + " to " + to + "]";
    }
}
