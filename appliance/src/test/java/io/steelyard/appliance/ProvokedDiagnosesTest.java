package io.steelyard.appliance;

import static io.steelyard.wire.ThreadedOrigin.readHead;
import static io.steelyard.wire.ThreadedOrigin.readToTheEnd;
import static io.steelyard.wire.ThreadedOrigin.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.ThreadedOrigin;
import io.steelyard.wire.TlsListening;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real servers that fail in every way the diagnoses know, and what an administrator reads of it. */
@Timeout(90)
class ProvokedDiagnosesTest {
    private static final String WWW = "www.surveyor.lab";
    private static final String BY_HOST = "{type: http, hosts: [" + WWW + "]}";
    private static final String BY_HOST_TLS = "{type: https, hosts: [" + WWW + "]}";
    private static final String PATIENT = ", connectTimeout: 10s, responseTimeout: 10s";
    private static final String IMPATIENT = ", connectTimeout: 300ms, responseTimeout: 300ms";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final int TLS_HANDSHAKE = 22;

    private final List<AutoCloseable> ending = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable one : ending) {
            one.close();
        }
    }

    private ThreadedOrigin origin(ThreadedOrigin.Script script) throws IOException {
        ThreadedOrigin origin = ThreadedOrigin.start(script);
        ending.add(origin);
        return origin;
    }

    private ThreadedOrigin answering(String answer) throws IOException {
        return origin(connection -> {
            readHead(connection);
            send(connection, answer);
        });
    }

    private ThreadedOrigin inTls(Duration left, String name, Predicate<String> knows) throws Exception {
        ThreadedOrigin origin = ThreadedOrigin.on(TlsListening.with(left, name, knows), connection -> {
            readHead(connection);
            send(connection, OK);
        });
        ending.add(origin);
        return origin;
    }

    private static String name(ThreadedOrigin origin) {
        return "127.0.0.1:" + origin.port();
    }

    private JsonNode diagnosis(String check, String timeouts, String kind, ThreadedOrigin... origins) throws Exception {
        return diagnosis(check, timeouts, kind, any -> true, origins);
    }

    private JsonNode diagnosis(
            String check, String timeouts, String kind, Predicate<JsonNode> like, ThreadedOrigin... origins)
            throws Exception {
        int[] ports =
                java.util.Arrays.stream(origins).mapToInt(ThreadedOrigin::port).toArray();
        DiagnosedAppliance appliance = DiagnosedAppliance.start(check, timeouts, ScriptedOrigin.unusedPort(), ports);
        ending.add(0, appliance);
        return appliance.diagnosis(kind, like);
    }

    private static boolean wasTried(JsonNode diagnosis) {
        return diagnosis.at("/proof/0/tried").asBoolean();
    }

    private static String sentence(JsonNode diagnosis) {
        return diagnosis.path("sentence").asText();
    }

    private static String fix(JsonNode diagnosis) {
        return diagnosis.at("/fix/words").asText();
    }

    /** Where the real server is what has to change: no edit, and the same check to prove that it did. */
    private static void isMendedAt(ThreadedOrigin origin, JsonNode diagnosis) {
        assertThat(diagnosis.at("/fix/edits")).isEmpty();
        JsonNode last = diagnosis.path("proof").path(diagnosis.path("proof").size() - 1);
        assertThat(last.path("realServer").asText()).isEqualTo(name(origin));
        assertThat(last.path("host").asText()).isEqualTo(WWW);
        assertThat(last.path("tried").asBoolean()).isFalse();
        assertThat(diagnosis.at("/evidence/0/host").asText()).isEqualTo(WWW);
    }

    @Test
    void the_default_site_that_answers_for_a_missing_one_is_found_out_by_a_name_that_nobody_has() throws Exception {
        ThreadedOrigin origin =
                answering("HTTP/1.1 404 Not Found\r\nETag: \"welcome\"\r\nServer: Microsoft-IIS/10.0\r\n\r\n");

        JsonNode found = diagnosis(BY_HOST, PATIENT, "default-site", origin);

        assertThat(sentence(found))
                .isEqualTo("On " + name(origin) + " the default site answered for " + WWW
                        + ": a host name that no site has gets the very same answer");
        assertThat(fix(found)).contains("start the site of " + WWW, "'Host names'");
        assertThat(found.at("/evidence/0/received").asText()).startsWith("HTTP/1.1 404 Not Found\r\n");
        assertThat(found.at("/proof/0/verdict/sent").asText()).contains("Host: no-such-site.invalid\r\n");
        assertThat(found.at("/proof/0/verdict/received").asText()).contains("ETag: \"welcome\"");
        isMendedAt(origin, found);
    }

    @Test
    void a_redirect_without_a_scheme_is_told_with_what_to_type_though_the_cell_is_up() throws Exception {
        ThreadedOrigin origin =
                answering("HTTP/1.1 302 Found\r\nLocation: /www.business.lab/x\r\nContent-Length: 0\r\n\r\n");

        JsonNode found = diagnosis(BY_HOST, PATIENT, "redirect-without-scheme", origin);

        assertThat(sentence(found))
                .isEqualTo(name(origin) + " redirects to '/www.business.lab/x', which has no http:// in front: browsers"
                        + " take it for a path of the same site and go in circles");
        assertThat(fix(found)).isEqualTo("Enter the redirect on " + name(origin) + " as 'http://www.business.lab/x'");
        assertThat(found.at("/evidence/0/received").asText()).contains("Location: /www.business.lab/x\r\n");
        isMendedAt(origin, found);
    }

    @Test
    void a_redirect_that_leads_back_is_told() throws Exception {
        ThreadedOrigin origin = answering("HTTP/1.1 301 Moved\r\nLocation: http://" + WWW + "/\r\n\r\n");

        JsonNode found = diagnosis(BY_HOST, PATIENT, "redirect-loops", origin);

        assertThat(sentence(found))
                .isEqualTo(
                        name(origin) + " redirects '/' to 'http://" + WWW + "/', which leads to the same place again");
        assertThat(fix(found)).startsWith("Correct the redirect on " + name(origin));
        isMendedAt(origin, found);
    }

    @Test
    void redirects_that_lead_back_over_two_steps_are_told_where_they_are_followed() throws Exception {
        ThreadedOrigin origin = origin(connection -> {
            String next = readHead(connection).startsWith("HEAD / ") ? "/log-on" : "/";
            send(connection, "HTTP/1.1 302 Found\r\nLocation: " + next + "\r\n\r\n");
        });

        JsonNode found =
                diagnosis("{type: http, followRedirects: 5, hosts: [" + WWW + "]}", PATIENT, "redirect-loops", origin);

        assertThat(sentence(found))
                .isEqualTo(name(origin) + " redirects '/' to '/log-on', which leads to the same place again");
        assertThat(found.at("/evidence/0/verdict").asText()).contains("the redirects loop");
        assertThat(found.at("/evidence/0/sent").asText()).contains("HEAD / HTTP/1.1", "HEAD /log-on HTTP/1.1");
        isMendedAt(origin, found);
    }

    @Test
    void a_machine_that_takes_no_connection_is_silent() throws Exception {
        try (ScriptedOrigin full = ScriptedOrigin.withBacklog(1)) {
            DiagnosedAppliance appliance =
                    DiagnosedAppliance.start(BY_HOST, IMPATIENT, ScriptedOrigin.unusedPort(), full.port());
            ending.add(0, appliance);

            JsonNode found = appliance.diagnosis("silent", any -> true);

            assertThat(sentence(found))
                    .isEqualTo("127.0.0.1:" + full.port() + " does not answer at all: no connection within 300ms");
            assertThat(fix(found)).contains("no firewall drops what the appliance sends");
            assertThat(found.at("/evidence/0/sent").asText()).isEmpty();
        }
    }

    @Test
    void a_service_that_takes_the_connection_and_says_nothing_is_told_apart_from_a_silent_machine() throws Exception {
        ThreadedOrigin origin = origin(ThreadedOrigin::readToTheEnd);

        JsonNode found = diagnosis(BY_HOST, IMPATIENT, "no-answer", origin);

        assertThat(sentence(found))
                .isEqualTo(name(origin) + " takes the connection and then stays silent: no answer within 300ms");
        assertThat(fix(found)).contains("'Response timeout'");
        assertThat(found.at("/evidence/0/sent").asText()).startsWith("HEAD / HTTP/1.1\r\n");
        isMendedAt(origin, found);
    }

    @Test
    void half_an_answer_is_told_with_what_came() throws Exception {
        ThreadedOrigin origin = origin(connection -> {
            readHead(connection);
            send(connection, "HTTP/1.1 200 OK\r\nSer");
            readToTheEnd(connection);
        });

        JsonNode found = diagnosis(BY_HOST, IMPATIENT, "no-answer", origin);

        assertThat(sentence(found))
                .isEqualTo(name(origin) + " began to answer and did not end: the answer was not complete within 300ms");
        assertThat(found.at("/evidence/0/received").asText()).isEqualTo("HTTP/1.1 200 OK\r\nSer");
        isMendedAt(origin, found);
    }

    @ParameterizedTest
    @CsvSource({
        "true, connection-reset, ' tears the connection down: connection reset'",
        "false, connection-closed, ' closes the connection: closed without an answer'"
    })
    void a_reset_and_an_end_without_an_answer_are_told_apart(boolean reset, String kind, String words)
            throws Exception {
        ThreadedOrigin origin = origin(connection -> {
            readHead(connection);
            if (reset) {
                connection.setSoLinger(true, 0);
            }
        });

        JsonNode found = diagnosis(BY_HOST, PATIENT, kind, origin);

        assertThat(sentence(found)).isEqualTo(name(origin) + words);
        isMendedAt(origin, found);
    }

    @Test
    void a_tls_alert_is_told_in_words() throws Exception {
        ThreadedOrigin origin = inTls(Duration.ofDays(100), "other.lab", "other.lab"::equals);

        JsonNode found = diagnosis(BY_HOST_TLS, PATIENT, "tls-failed", origin);

        assertThat(sentence(found))
                .isEqualTo(name(origin) + " and the health check agree on no TLS: the server refused TLS: it has no"
                        + " site of that name (unrecognized name)");
        assertThat(fix(found)).contains("the alert names what it misses");
        isMendedAt(origin, found);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_certificate_that_has_expired_is_told_whether_or_not_it_takes_the_cell_down(boolean verify) throws Exception {
        ThreadedOrigin origin = inTls(Duration.ofHours(-3 * 24 - 1), WWW, WWW::equals);

        JsonNode found = diagnosis(
                "{type: https, verify: " + verify + ", hosts: [" + WWW + "]}", PATIENT, "certificate-expired", origin);

        assertThat(sentence(found)).isEqualTo("The certificate of " + name(origin) + " expired 3 days ago");
        assertThat(fix(found)).startsWith("Install a new certificate on " + name(origin));
        assertThat(found.at("/evidence/0/verdict").asText()).contains("expired 3 days ago");
        isMendedAt(origin, found);
    }

    @Test
    void a_certificate_for_another_name_is_told_with_the_name_it_has() throws Exception {
        ThreadedOrigin origin = inTls(Duration.ofDays(100), "other.lab", any -> true);

        JsonNode found = diagnosis(BY_HOST_TLS, PATIENT, "certificate-for-another-name", origin);

        assertThat(sentence(found))
                .isEqualTo("The certificate of " + name(origin) + " is for 'other.lab' and not for " + WWW);
        assertThat(fix(found)).contains("choose a certificate for " + WWW, "'Host names'");
        isMendedAt(origin, found);
    }

    @Test
    void real_servers_that_are_all_up_and_answer_as_different_sites_are_told() throws Exception {
        ThreadedOrigin page = answering(OK);
        ThreadedOrigin elsewhere = answering("HTTP/1.1 302 Found\r\nLocation: http://www.business.lab/\r\n\r\n");

        JsonNode found = diagnosis(BY_HOST, PATIENT, "answers-differ", page, elsewhere);

        assertThat(sentence(found))
                .isEqualTo("The real servers answer for " + WWW + " differently: " + name(page) + " with a page, "
                        + name(elsewhere) + " with a redirect to 'http://www.business.lab/'");
        assertThat(fix(found)).contains("'Up codes'", "'Location'");
        isMendedAt(elsewhere, found);
    }

    @Test
    void a_plain_check_at_a_tls_port_is_tried_with_tls_and_the_fix_carries_its_proof() throws Exception {
        ThreadedOrigin origin = inTls(Duration.ofDays(100), WWW, WWW::equals);

        JsonNode found = diagnosis(BY_HOST, PATIENT, "tls-expected", ProvokedDiagnosesTest::wasTried, origin);

        assertThat(sentence(found))
                .isEqualTo(name(origin) + " speaks TLS at this port, and the health check asked in plain HTTP");
        assertThat(found.at("/fix/edits")).hasToString("[{\"path\":\"healthChecks[0].type\",\"value\":\"https\"}]");
        assertThat(found.at("/proof/0/type").asText()).isEqualTo("https");
        assertThat(found.at("/proof/0/verdict/up").asBoolean()).isTrue();
    }

    @Test
    void a_tls_check_at_a_plain_port_is_tried_without_and_the_fix_carries_its_proof() throws Exception {
        ThreadedOrigin origin = origin(connection -> {
            byte[] start = new byte[4096];
            int count = connection.getInputStream().read(start);
            boolean tls = count > 0 && start[0] == TLS_HANDSHAKE;
            send(connection, tls ? "HTTP/1.1 400 Bad Request\r\n\r\n" : OK);
        });

        JsonNode found = diagnosis(
                "{type: https, minimumTls: \"1.3\", hosts: [" + WWW + "]}",
                PATIENT,
                "plain-expected",
                ProvokedDiagnosesTest::wasTried,
                origin);

        assertThat(sentence(found))
                .isEqualTo(name(origin) + " speaks no TLS at this port, and the health check asked with TLS");
        assertThat(found.at("/fix/edits"))
                .hasToString("[{\"path\":\"healthChecks[0].type\",\"value\":\"http\"},"
                        + "{\"path\":\"healthChecks[0].minimumTls\",\"value\":null}]");
        assertThat(found.at("/evidence/0/verdict").asText()).isEqualTo("the answer is not TLS");
        assertThat(found.at("/proof/0/type").asText()).isEqualTo("http");
        assertThat(found.at("/proof/0/verdict/up").asBoolean()).isTrue();
    }
}
