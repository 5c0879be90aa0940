package io.steelyard.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.steelyard.config.WebhookConfig;
import io.steelyard.event.Severity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookReceiverTest {
    private final Clock clock = Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status = 204;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.createContext("/hook", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            signatures.add(String.valueOf(exchange.getRequestHeaders().getFirst("Steelyard-Signature")));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private WebhookReceiver receiver(String secret) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
        return new WebhookReceiver(new WebhookConfig(url, secret, Duration.ofSeconds(20), 3, Severity.INFO), clock);
    }

    @Test
    void entries_are_posted_as_json_and_signed() throws Exception {
        receiver("s3cret").deliver(List.of(Entries.entry(1), Entries.entry(2)));

        String body =
                "{\"events\":[" + EntryJson.line(Entries.entry(1)) + "," + EntryJson.line(Entries.entry(2)) + "]}";
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(bodies).containsExactly(body);
        assertThat(signatures)
                .containsExactly("t=1800000000,v1="
                        + HexFormat.of()
                                .formatHex(mac.doFinal(("1800000000." + body).getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void without_a_secret_nothing_is_signed() throws Exception {
        receiver("").deliver(List.of(Entries.entry(1)));

        assertThat(signatures).containsExactly("null");
    }

    @Test
    void any_answer_but_done_is_a_failure() {
        status = 503;

        assertThatThrownBy(() -> receiver("").deliver(List.of(Entries.entry(1))))
                .isInstanceOf(IOException.class)
                .hasMessage("the receiver answered HTTP 503");
    }
}
