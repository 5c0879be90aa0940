package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.config.CapacityConfig;
import io.steelyard.config.RetryConfig;
import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.WireEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many requests are tried again when real servers fail them. */
class RetryBudgetEndToEndTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";

    @RegisterExtension
    final ProxyStage stage = new ProxyStage();

    private void retries(int attempts, int budget, int minPerSecond) {
        stage.capacity(CapacityConfig.DEFAULT.with(new RetryConfig(attempts, budget, minPerSecond)));
    }

    private void twoRealServersThatAreGone() throws Exception {
        stage.serverAt(ScriptedOrigin.unusedPort());
        stage.serverAt(ScriptedOrigin.unusedPort());
    }

    private void ask(int requests) throws Exception {
        WireEnd client = stage.client();
        for (int i = 0; i < requests; i++) {
            assertThat(client.ask(GET).status()).isEqualTo(502);
        }
        await().untilAsserted(() -> assertThat(stage.traffic.ended).hasSize(requests));
    }

    @Test
    void a_storm_of_failures_is_answered_with_no_more_retries_than_the_budget() throws Exception {
        retries(10, 20, 0);
        twoRealServersThatAreGone();

        ask(200);

        assertThat(stage.traffic.retries.get()).isBetween(1, 40);
        assertThat(stage.traffic.retriesRefused).hasPositiveValue();
    }

    @Test
    void each_request_is_tried_as_often_as_is_configured() throws Exception {
        retries(4, 0, 1000);
        twoRealServersThatAreGone();

        ask(5);

        assertThat(stage.traffic.retries).hasValue(15);
        assertThat(stage.traffic.retriesRefused).hasValue(0);
    }

    @Test
    void with_one_attempt_nothing_is_tried_again() throws Exception {
        retries(1, 100, 1000);
        twoRealServersThatAreGone();

        ask(5);

        assertThat(stage.traffic.retries).hasValue(0);
    }

    @Test
    void a_kept_connection_that_turns_out_closed_costs_no_budget() throws Exception {
        retries(3, 0, 0);
        WireEnd client = stage.client();
        client.send(GET);
        WireEnd kept = stage.origin().accept();
        kept.request();
        kept.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        client.response();
        client.send(GET);
        kept.request();
        kept.close();
        WireEnd fresh = stage.origin().accept();
        fresh.request();
        fresh.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

        assertThat(client.response().status()).isEqualTo(200);
        assertThat(stage.traffic.retriesRefused).hasValue(0);
    }
}
