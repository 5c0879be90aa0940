package io.steelyard.health.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import io.steelyard.health.HealthCheck;
import io.steelyard.health.Verdict;
import io.steelyard.health.net.ProbeLoop;
import io.steelyard.health.net.ScriptedServer;
import io.steelyard.health.net.TestCertificates;
import io.steelyard.health.settings.SettingProblem;
import io.steelyard.health.settings.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LdapCheckTest {
    private static final String WHO = "uid=probe,dc=surveyor,dc=lab";
    private static final Map<String, ?> BIND = Map.of("bindDn", WHO, "password", "pass-word");

    private static InMemoryDirectoryServer directory;

    private final ProbeLoop loop = new ProbeLoop();

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        SSLContext tls = TestCertificates.server(TestCertificates.issued(Duration.ofDays(100), "ldap.lab"));
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=surveyor,dc=lab");
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPConfig(
                        "plain", InetAddress.getLoopbackAddress(), 0, tls.getSocketFactory()),
                InMemoryListenerConfig.createLDAPSConfig(
                        "tls",
                        InetAddress.getLoopbackAddress(),
                        0,
                        tls.getServerSocketFactory(),
                        tls.getSocketFactory()));
        directory = new InMemoryDirectoryServer(config);
        directory.add("dn: dc=surveyor,dc=lab", "objectClass: domain", "dc: surveyor");
        for (String name : List.of("probe", "a", "b")) {
            directory.add(
                    "dn: uid=" + name + ",dc=surveyor,dc=lab",
                    "objectClass: inetOrgPerson",
                    "uid: " + name,
                    "cn: " + name,
                    "sn: Person",
                    "userPassword: pass-word");
        }
        directory.startListening();
    }

    @AfterAll
    static void stop() {
        directory.shutDown(true);
    }

    @AfterEach
    void end() {
        loop.close();
    }

    private static HealthCheck ldap(Map<String, ?> written) {
        Settings settings = Settings.of(written, "");
        HealthCheck check = new LdapCheckKind().create(settings);
        settings.end();
        assertThat(settings.problems()).isEmpty();
        return check;
    }

    private static List<String> problems(Map<String, ?> written) {
        Settings settings = Settings.of(written, "check");
        new LdapCheckKind().create(settings);
        settings.end();
        return settings.problems().stream().map(SettingProblem::toString).toList();
    }

    private static Map<String, ?> and(Map<String, ?> some, Map<String, ?> more) {
        Map<String, Object> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    private Verdict ask(Map<String, ?> settings) throws Exception {
        String listener = "implicit".equals(settings.get("tls")) ? "tls" : "plain";
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), directory.getListenPort(listener));
        return loop.probe(ldap(settings), address, (String) null);
    }

    @Test
    void an_accepted_bind_is_up() throws Exception {
        assertThat(ask(Map.of()).reason()).isEqualTo("anonymous LDAP bind accepted");
        assertThat(ask(BIND).reason()).isEqualTo("LDAP bind as '" + WHO + "' accepted");
    }

    @ParameterizedTest
    @CsvSource({"none", "implicit", "starttls"})
    void the_same_goes_inside_tls(String tls) throws Exception {
        Verdict verdict = ask(and(BIND, Map.of("tls", tls, "searchBase", WHO)));

        assertThat(verdict.reason()).isEqualTo("1 entry found under '" + WHO + "'");
        assertThat(verdict.transcript().tlsNanos() >= 0).isEqualTo(!tls.equals("none"));
    }

    @Test
    void a_refused_bind_is_down_in_the_words_of_ldap() throws Exception {
        Verdict verdict = ask(Map.of("bindDn", WHO, "password", "wrong-one"));

        assertThat(verdict.up()).isFalse();
        assertThat(verdict.reason()).startsWith("LDAP bind as '" + WHO + "' refused: invalidCredentials (49)");
    }

    @Test
    void no_transcript_holds_the_password() throws Exception {
        Verdict verdict = ask(BIND);

        assertThat(verdict.transcript().sent()).contains(WHO, "(secret)").doesNotContain("pass-word");
        assertThat(ldap(BIND).toString()).doesNotContain("pass-word");
        assertThat(problems(Map.of("bindDn", WHO, "password", "pass-word".repeat(200))))
                .singleElement()
                .asString()
                .doesNotContain("pass-word");
    }

    @Test
    void the_password_may_stand_in_a_file() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "pass-word\n");

        assertThat(ask(Map.of("bindDn", WHO, "passwordFile", file.toString())).up())
                .isTrue();
        assertThat(problems(Map.of(
                        "bindDn", WHO, "passwordFile", folder.resolve("none").toString())))
                .singleElement()
                .asString()
                .contains("cannot be read");
    }

    @Test
    void as_many_entries_must_be_found_as_are_expected() throws Exception {
        Map<String, ?> people = Map.of("searchBase", "dc=surveyor,dc=lab", "scope", "subtree", "filter", "(sn=Person)");

        assertThat(ask(and(people, Map.of())).reason()).isEqualTo("1 entry found under 'dc=surveyor,dc=lab'");
        assertThat(ask(and(people, Map.of("expectEntries", 3))).up()).isTrue();
        assertThat(ask(and(people, Map.of("expectEntries", 4))).reason())
                .isEqualTo("3 entries found under 'dc=surveyor,dc=lab', 4 must be");
        assertThat(ask(Map.of("searchBase", "")).reason()).isEqualTo("1 entry found under ''");
        assertThat(ask(Map.of("searchBase", "dc=other", "expectEntries", 0)).reason())
                .startsWith("LDAP search refused: noSuchObject (32)");
    }

    @ParameterizedTest
    @CsvSource({
        "300c 020102 6107 0a0100 0400 0400, anonymous LDAP bind accepted",
        "300c 020109 6107 0a0100 0400 0400, the answer is not LDAP: its id is 9 instead of 2",
        "300c 020102 6507 0a0100 0400 0400, the answer is not LDAP: it is of type 0x65 instead of 0x61",
        "300c 020102 6107 0a0135 0400 0400, anonymous LDAP bind refused: unwillingToPerform (53)",
        "300c 020100 7807 0a0134 0400 0400, the LDAP server ends the connection: unavailable (52)",
        "300c 020102 6108 0a0100 0400 0400, the answer is not LDAP: an element is longer than what it is in",
        "3084ffffffff, the answer is not LDAP: a length of more than 2 GiB",
        "3085, the answer is not LDAP: a length of 5 bytes",
        "30840001ffff, the answer is not LDAP: an element is longer than what it is in",
        "30820010 0201, the answer was not complete within 500ms"
    })
    void whatever_comes_is_told_in_words(String hex, String reason) throws Exception {
        String answer = new String(HexFormat.of().parseHex(hex.replace(" ", "")), ISO_8859_1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.send(answer);
            connection.readToTheEnd();
        })) {
            assertThat(loop.probe(ldap(Map.of()), server.address(), Duration.ofMillis(500))
                            .reason())
                    .isEqualTo(reason);
        }
    }

    @Test
    void what_active_directory_means_by_its_numbers_is_said() {
        String diagnostic = "80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data 533, v4563";

        assertThat(new LdapResult(49, diagnostic).words())
                .isEqualTo("invalidCredentials (49): the account is disabled");
    }

    @Test
    void settings_that_contradict_themselves_are_refused() {
        assertThat(problems(Map.of("bindDn", WHO))).singleElement().asString().contains("needs 'password'");
        assertThat(problems(Map.of("password", "x"))).singleElement().asString().contains("needs 'bindDn'");
        assertThat(problems(Map.of("bindDn", WHO, "password", "")))
                .singleElement()
                .asString()
                .contains("the password is empty");
        assertThat(problems(Map.of("scope", "one"))).singleElement().asString().contains("only with 'searchBase'");
        assertThat(problems(Map.of("searchBase", "", "filter", "(&(a=b)(c=d))")))
                .singleElement()
                .asString()
                .contains("(attribute=*) or (attribute=value)");
        assertThat(problems(Map.of("searchBase", "", "filter", "(cn=a*)")))
                .singleElement()
                .asString()
                .contains("\\2a");
        assertThat(problems(Map.of("verify", true))).singleElement().asString().contains("only with TLS");
    }
}
