package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.WireEnd;
import org.junit.jupiter.api.Test;

/** Limits of real servers that change while requests wait. */
class LiveLimitsTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static String yaml(int port, int origin, int maxConnections) {
        return """
                virtualServices:
                  - name: shop
                    address: 127.0.0.1
                    port: %d
                    realServers: [{ address: 127.0.0.1, port: %d, maxConnections: %d }]
                """.formatted(port, origin, maxConnections);
    }

    @Test
    void a_limit_that_is_raised_in_the_configuration_lets_those_who_wait_begin() throws Exception {
        int port = ScriptedOrigin.unusedPort();
        try (ScriptedOrigin origin = ScriptedOrigin.start();
                ConfigStage stage = ConfigStage.start(yaml(port, origin.port(), 1));
                WireEnd one = WireEnd.to(port);
                WireEnd other = WireEnd.to(port)) {
            one.send(GET);
            WireEnd first = origin.accept();
            first.request();
            other.send(GET);
            await().untilAsserted(
                            () -> assertThat(stage.service("shop").waiting()).isEqualTo(1));

            stage.apply(yaml(port, origin.port(), 2));

            WireEnd second = origin.accept();
            second.request();
            second.send(OK);
            assertThat(other.response().status()).isEqualTo(200);
            assertThat(stage.service("shop").waiting()).isZero();
            first.send(OK);
            assertThat(one.response().status()).isEqualTo(200);
            first.close();
            second.close();
        }
    }
}
