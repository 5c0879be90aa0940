package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.pool.ServerStatus;
import org.junit.jupiter.api.Test;

/** A real server whose check is fine and whose pages are not, through real sockets. */
class PassiveEndToEndTest {

    @Test
    void clients_are_spared_a_real_server_that_only_its_health_check_likes() throws Exception {
        try (Origin good = Origin.start("good");
                Origin bad = Origin.start("bad");
                LiveFarm farm = LiveFarm.start("realServers: [{ address: 127.0.0.1, port: " + good.port()
                        + " }, { address: 127.0.0.1, port: " + bad.port() + " }]\n"
                        + "healthChecks: [{ type: http, path: /check }]\n"
                        + "passive: { enabled: true, serverErrors: 3, ejectFor: 1h, maxEjectFor: 1h }")) {
            await().until(() -> farm.service().roster().candidates(null).size() == 2);
            bad.answer(500);

            await().untilAsserted(() -> {
                farm.get("/");
                ServerStatus status = farm.service().roster().servers().get(1);
                assertThat(status.marks().ejections()).hasSize(1);
                assertThat(status.cells().get(0).doubt()).isNotNull();
            });

            for (int i = 0; i < 10; i++) {
                assertThat(farm.get("/").body()).isEqualTo("good");
            }
        }
    }
}
