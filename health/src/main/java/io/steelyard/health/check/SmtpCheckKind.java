package io.steelyard.health.check;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code smtp}: up is who greets with 220 and, where asked, answers EHLO (RFC 5321) and STARTTLS (RFC 3207). */
public final class SmtpCheckKind implements HealthCheckKind {
    private static final LineProtocol SMTP = LineProtocol.of(
            "SMTP",
            LineReply.NUMBERED,
            "220[ -]",
            "220",
            LineCommand.of("STARTTLS", LineReply.NUMBERED, "220"),
            "QUIT");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:\\[\\]-]{1,253}");
    private static final String UNNAMED = "localhost";

    private static final Setting<String> EHLO = Setting.of(
            "ehlo",
            "a host name, or an address in brackets",
            "",
            "The name to greet the server by with EHLO, which it must accept. Left out, EHLO is not sent, unless "
                    + "'tls: starttls' needs it, and then as " + UNNAMED + ".",
            SmtpCheckKind::name);

    @Override
    public String type() {
        return "smtp";
    }

    @Override
    public List<Setting<?>> settings() {
        return Stream.concat(Stream.of(EHLO), LineProtocol.SETTINGS.stream()).toList();
    }

    @Override
    public HealthCheck create(Settings settings) {
        String name = settings.get(EHLO);
        boolean startsTls = settings.get(LineProtocol.TLS) == TlsMode.STARTTLS;
        if (name.isEmpty() && !startsTls) {
            return SMTP.check(settings);
        }
        String said = "EHLO " + (name.isEmpty() ? UNNAMED : name);
        return SMTP.check(settings, List.of(LineCommand.of(said, LineReply.NUMBERED, "250[ -]")));
    }

    private static String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not allowed here, this must be a host name, or an address in brackets");
        }
        return text;
    }
}
