package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Redirects of the appliance's own, and the listener that does nothing else, while the configuration changes. */
class RedirectsTest {
    private int port;
    private int redirectPort;

    @BeforeEach
    void findPorts() throws IOException {
        port = ScriptedOrigin.unusedPort();
        do {
            redirectPort = ScriptedOrigin.unusedPort();
        } while (redirectPort == port);
    }

    private String yaml(String... settings) {
        return "virtualServices:\n  - name: shop\n    address: 127.0.0.1\n    port: " + port + "\n"
                + String.join("\n", settings).indent(4);
    }

    private String redirecting(String more) {
        return yaml("redirectHttp: { port: " + redirectPort + more + " }");
    }

    private static WireMessage ask(int port, String request) throws IOException {
        try (WireEnd client = WireEnd.to(port)) {
            return client.ask(request + "\r\n\r\n");
        }
    }

    private static String location(WireMessage answer) {
        return String.join(" | ", answer.values("Location"));
    }

    private static Plan plan(Applying applying) {
        assertThat(applying).isInstanceOf(Applying.Applied.class);
        return ((Applying.Applied) applying).plan();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            GET /a/b?c=d HTTP/1.1~Host: www.lab       | https://www.lab/a/b?c=d
            GET /a/b?c=d HTTP/1.1~Host: WWW.lab:8080  | https://WWW.lab/a/b?c=d
            GET / HTTP/1.1~Host: [::1]:80             | https://[::1]/
            GET http://www.lab HTTP/1.1~Host: other   | https://www.lab/
            GET http://www.lab?q HTTP/1.1~Host: other | https://www.lab/?q
            OPTIONS * HTTP/1.1~Host: www.lab          | https://www.lab/
            GET //evil.lab/ HTTP/1.1~Host: www.lab    | https://www.lab//evil.lab/
            GET /x HTTP/1.0                           | https://127.0.0.1/x
            POST /x HTTP/1.1~Host: a~Content-Length: 0 | https://a/x
            """)
    void clients_are_sent_on_to_the_same_host_path_and_query(String request, String location) throws Exception {
        try (ConfigStage stage = ConfigStage.start(redirecting(", to: \"https://{host}{target}\""))) {
            WireMessage answer = ask(redirectPort, request.replace("~", "\r\n"));

            assertThat(answer.status()).isEqualTo(308);
            assertThat(location(answer)).isEqualTo(location);
            assertThat(Objects.requireNonNull(stage.service("shop").redirectAddress())
                            .getPort())
                    .isEqualTo(redirectPort);
        }
    }

    @ParameterizedTest
    @CsvSource({"Host: a@evil.lab", "Host: a/evil.lab", "Host: a b", "Host: a\tb", "Host: {host}\"x"})
    void a_host_that_is_none_is_no_part_of_a_redirect(String host) throws Exception {
        try (ConfigStage stage = ConfigStage.start(redirecting(", to: \"https://{host}{target}\""))) {
            WireMessage answer = ask(redirectPort, "GET / HTTP/1.1\r\n" + host);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.has("Location")).isFalse();
            assertThat(stage.services().services()).hasSize(1);
        }
    }

    @Test
    void a_host_that_is_written_out_is_where_every_request_leads() throws Exception {
        try (ConfigStage stage = ConfigStage.start(redirecting(", status: 301, to: \"https://new.lab/old{path}\""))) {
            WireMessage answer = ask(redirectPort, "GET /@evil.lab/..?x=y HTTP/1.1\r\nHost: evil.lab");

            assertThat(answer.status()).isEqualTo(301);
            assertThat(location(answer)).isEqualTo("https://new.lab/old/@evil.lab/..");
            assertThat(stage.services().services()).hasSize(1);
        }
    }

    @Test
    void without_a_word_it_leads_to_the_virtual_services_own_port_and_that_answers() throws Exception {
        try (ConfigStage stage = ConfigStage.start(redirecting(""))) {
            assertThat(location(ask(redirectPort, "GET /x?y HTTP/1.1\r\nHost: 127.0.0.1:" + redirectPort)))
                    .isEqualTo("http://127.0.0.1:" + port + "/x?y");
            assertThat(ask(port, "GET /x HTTP/1.1\r\nHost: a").status()).isEqualTo(503);
            assertThat(stage.services().addresses()).hasSize(1);
        }
    }

    @Test
    void it_is_opened_changed_and_closed_while_everything_runs() throws Exception {
        try (ConfigStage stage = ConfigStage.start(yaml())) {
            Applying opened = stage.apply(redirecting(", to: \"https://{host}{path}\""));
            try (WireEnd kept = WireEnd.to(redirectPort)) {
                assertThat(location(kept.ask("GET /a HTTP/1.1\r\nHost: h\r\n\r\n")))
                        .isEqualTo("https://h/a");

                Applying changed = stage.apply(redirecting(", to: \"https://new.lab{path}\""));

                assertThat(location(kept.ask("GET /a HTTP/1.1\r\nHost: h\r\n\r\n")))
                        .isEqualTo("https://new.lab/a");
                Applying closed = stage.apply(yaml());
                WireMessage last = kept.ask("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");

                assertThat(last.status()).isEqualTo(308);
                assertThat(last.values("Connection")).containsExactly("close");
                assertThat(stage.services().summary(plan(opened)))
                        .isEqualTo("opens 1 listener, makes 1 change in place, closes nothing");
                assertThat(plan(opened).sentences())
                        .contains("opens 127.0.0.1:" + redirectPort + " for the redirects to shop");
                assertThat(plan(changed).sentences()).containsExactly("changes redirectHttp of shop in place");
                assertThat(stage.services().summary(plan(closed)))
                        .isEqualTo("makes 1 change in place, closes 1 listener");
            }
            await().untilAsserted(() -> assertThat(refuses(redirectPort)).isTrue());
            assertThat(stage.service("shop").redirectAddress()).isNull();
        }
    }

    private static boolean refuses(int port) throws IOException {
        try {
            WireEnd.to(port).close();
            return false;
        } catch (ConnectException refused) {
            return true;
        }
    }

    @Test
    void a_port_moves_between_a_virtual_service_and_a_redirector() throws Exception {
        String swapped = yaml("redirectHttp: { port: " + redirectPort + ", to: \"https://{host}/\" }")
                .replace("port: " + port + "\n", "port: " + redirectPort + "\n")
                .replace("port: " + redirectPort + ",", "port: " + port + ",");
        try (ConfigStage stage = ConfigStage.start(redirecting(", to: \"https://{host}/\""))) {
            Applying applying = stage.apply(swapped);

            assertThat(applying).isInstanceOf(Applying.Applied.class);
            assertThat(ask(port, "GET / HTTP/1.1\r\nHost: h").status()).isEqualTo(308);
            assertThat(ask(redirectPort, "GET / HTTP/1.1\r\nHost: h").status()).isEqualTo(503);
        }
    }

    @Test
    void a_removed_virtual_service_takes_its_redirector_along() throws Exception {
        try (ConfigStage stage = ConfigStage.start(redirecting(""))) {
            stage.apply("virtualServices: []\n");

            await().untilAsserted(() -> assertThat(refuses(redirectPort)).isTrue());
        }
    }

    @Test
    void a_port_that_is_taken_is_told_and_nothing_changes() throws Exception {
        try (ScriptedOrigin taken = ScriptedOrigin.start();
                ConfigStage stage = ConfigStage.start(yaml())) {
            redirectPort = taken.port();
            Applying applying = stage.apply(redirecting(""));

            assertThat(applying).isInstanceOf(Applying.Refused.class);
            assertThat(stage.service("shop").redirectAddress()).isNull();
            assertThat(ask(port, "GET / HTTP/1.1\r\nHost: h").status()).isEqualTo(503);
        }
    }

    @Test
    void an_error_page_is_changed_while_a_client_is_connected() throws Exception {
        try (ConfigStage stage = ConfigStage.start(yaml("answers: { errorPages: [{ status: 503, body: one }] }"));
                WireEnd client = WireEnd.to(port)) {
            assertThat(client.ask("GET / HTTP/1.1\r\nHost: h\r\n\r\n").body()).isEqualTo("one");

            Applying changed = stage.apply(yaml("answers: { errorPages: [{ status: 503, body: other }] }"));

            assertThat(client.ask("GET / HTTP/1.1\r\nHost: h\r\n\r\n").body()).isEqualTo("other");
            assertThat(plan(changed).sentences()).containsExactly("changes answers.errorPages of shop in place");
        }
    }
}
