package io.steelyard.health.check;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import io.steelyard.health.tls.TlsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code ldap}: binds to a directory, by name or anonymously, and may search in it. */
public final class LdapCheckKind implements HealthCheckKind {
    private static final int MAX_PASSWORD = 1000;
    private static final int MAX_DN = 1000;

    private static final Setting<String> BIND_DN = Setting.text(
            "bindDn",
            MAX_DN,
            "",
            "Who binds: a distinguished name, or with Active Directory also user@domain. Left out, the bind is anonymous. "
                    + "Use an account that may do nothing but this, and that no failed logons lock.");

    private static final Setting<Secret> PASSWORD = Setting.of(
                    "password",
                    "text of at most " + MAX_PASSWORD + " characters",
                    new Secret(""),
                    "The password of 'bindDn'. It stands in the configuration as it is; 'passwordFile' keeps it out of there. No "
                            + "transcript holds it, and nothing that describes the check shows it.",
                    LdapCheckKind::secret)
            .secret();

    private static final Setting<String> PASSWORD_FILE = Setting.text(
            "passwordFile",
            1000,
            "",
            "A file that holds the password of 'bindDn' in its first line. It is read when the configuration is; the "
                    + "appliance must be able to read it, and nobody else should.");

    private static final Setting<String> SEARCH_BASE = Setting.text(
            "searchBase",
            MAX_DN,
            "",
            "The distinguished name of the entry to search from after the bind; empty text is the server's own entry. Left "
                    + "out, nothing is searched, and an accepted bind is enough.");

    private static final Setting<LdapQuestion.Scope> SCOPE = Setting.choice(
            "scope",
            LdapQuestion.Scope.class,
            LdapQuestion.Scope.BASE,
            "How far the search looks. The default, base, looks at 'searchBase' only; one looks at what is right below it, "
                    + "subtree at all of it, which may cost a big directory much.");

    private static final Setting<LdapFilter> FILTER = Setting.of(
                    "filter",
                    LdapFilter.ALLOWED,
                    LdapFilter.ANYTHING,
                    "What is searched for: (attribute=*) or (attribute=value). The default is (objectClass=*), any entry.",
                    LdapFilter::parse)
            .written("(objectClass=*)");

    private static final Setting<Integer> EXPECT_ENTRIES = Setting.integer(
            "expectEntries",
            0,
            100,
            1,
            "How many entries the search must find at least. The default is 1; with 0 the search only has to succeed.");

    private static final Setting<TlsMode> TLS = TlsMode.setting(TlsMode.NONE, TlsMode.IMPLICIT, TlsMode.STARTTLS);

    @Override
    public String type() {
        return "ldap";
    }

    @Override
    public List<Setting<?>> settings() {
        return Stream.concat(
                        Stream.of(
                                BIND_DN,
                                PASSWORD,
                                PASSWORD_FILE,
                                SEARCH_BASE,
                                SCOPE,
                                FILTER,
                                EXPECT_ENTRIES,
                                TLS,
                                CheckPort.PORT),
                        TlsReading.SETTINGS.stream())
                .toList();
    }

    @Override
    public HealthCheck create(Settings settings) {
        LdapQuestion question = question(settings);
        TlsMode mode = settings.get(TLS);
        TlsSettings tls = null;
        if (mode == TlsMode.NONE) {
            TlsReading.refuse(settings, "set 'tls' to implicit or starttls");
        } else {
            tls = TlsReading.read(settings);
        }
        Connecting connecting = new Connecting(CheckPort.of(settings), mode == TlsMode.IMPLICIT ? tls : null);
        LdapConversation conversation = new LdapConversation(question, mode == TlsMode.STARTTLS ? tls : null);
        return (target, network) -> connecting.open(target, network, conversation);
    }

    private static LdapQuestion question(Settings settings) {
        LdapQuestion question = new LdapQuestion(
                settings.get(BIND_DN),
                password(settings),
                settings.find(SEARCH_BASE),
                settings.get(SCOPE),
                settings.get(FILTER),
                settings.get(EXPECT_ENTRIES));
        if (question.searchBase() == null && !settings.has(SEARCH_BASE.key())) {
            for (String key : List.of(SCOPE.key(), FILTER.key(), EXPECT_ENTRIES.key())) {
                if (settings.has(key)) {
                    settings.problem(key, "this has an effect only with 'searchBase'");
                }
            }
        }
        return question;
    }

    private static Secret password(Settings settings) {
        Secret written = settings.find(PASSWORD);
        String file = settings.find(PASSWORD_FILE);
        boolean named = settings.has(BIND_DN.key());
        if (settings.has(PASSWORD.key()) && settings.has(PASSWORD_FILE.key())) {
            settings.problem(PASSWORD_FILE.key(), "the password is given by 'password' already, give one of the two");
        }
        boolean given = settings.has(PASSWORD.key()) || settings.has(PASSWORD_FILE.key());
        if (named && !given) {
            settings.problem(
                    BIND_DN.key(),
                    "this needs 'password' or 'passwordFile' beside it: servers take a name without a password for"
                            + " anonymous");
        } else if (given && !named) {
            settings.problem(
                    settings.has(PASSWORD.key()) ? PASSWORD.key() : PASSWORD_FILE.key(),
                    "this needs 'bindDn' beside it, who it is the password of");
        }
        Secret password = file == null ? written : fromFile(settings, file);
        if (password != null && password.isEmpty()) {
            settings.problem(
                    file == null ? PASSWORD.key() : PASSWORD_FILE.key(),
                    "the password is empty: servers take a name without a password for anonymous");
        }
        return password == null ? PASSWORD.fallback() : password;
    }

    private static @Nullable Secret fromFile(Settings settings, String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            String text = new String(in.readNBytes(MAX_PASSWORD * 4 + 1), StandardCharsets.UTF_8);
            return secret(text.lines().findFirst().orElse(""));
        } catch (IOException | InvalidPathException e) {
            settings.problem(PASSWORD_FILE.key(), "the file '" + file + "' cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            settings.problem(PASSWORD_FILE.key(), String.valueOf(e.getMessage()));
        }
        return null;
    }

    private static Secret secret(String text) {
        if (text.length() > MAX_PASSWORD) {
            throw new IllegalArgumentException(
                    "the password is longer than " + MAX_PASSWORD + " characters"); // and is not repeated here
        }
        return new Secret(text);
    }
}
