package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.demo.DemoFarm;
import io.steelyard.demo.DemoPorts;
import io.steelyard.demo.DemoServer;
import io.steelyard.health.CellState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A real server dies under a steady load, as a machine does whose plug is pulled, and comes back. */
class KilledServerTest {
    private static final String SITE = "ntrip.surveyor.lab";
    private static final int AT_LEAST = 8_000;

    @Test
    void only_requests_under_way_on_it_that_may_not_be_repeated_fail_and_it_comes_back_by_itself() throws Exception {
        try (DemoFarm farm = DemoFarm.start(List.of(DemoPorts.FREE, DemoPorts.FREE, DemoPorts.FREE));
                TestAppliance appliance = TestAppliance.start("[{ type: http, hosts: [" + SITE + "] }]", ports(farm))) {
            appliance.awaitEverywhere(SITE, CellState.UP);
            try (SteadyLoad load = SteadyLoad.on(appliance.port(), SITE)) {
                await().until(() -> load.answered() >= 2_000);
                int before = load.due();
                farm.server(1).stop().join();
                appliance.awaitCell(1, SITE, CellState.DOWN);
                int out = load.due();
                farm.server(1).start().join();
                appliance.awaitCell(1, SITE, CellState.UP);
                await().pollInterval(Duration.ofMillis(5))
                        .until(() -> farm.server(1).lastHead().startsWith("GET /load "));
                await().atMost(Duration.ofSeconds(30)).until(() -> load.answered() >= AT_LEAST);
                load.finish();

                assertThat(load.failed()).allSatisfy(failed -> {
                    assertThat(failed.method()).isEqualTo("POST");
                    assertThat(failed.what()).startsWith("HTTP/1.1 502");
                    assertThat(failed.begun()).isLessThanOrEqualTo(out);
                    assertThat(failed.ended()).isGreaterThanOrEqualTo(before);
                });
                assertThat(load.failed()).hasSizeLessThanOrEqualTo(SteadyLoad.CLIENTS);
                assertThat(load.answered()).isEqualTo(load.due());
            }
        }
    }

    private static List<Integer> ports(DemoFarm farm) {
        return farm.servers().stream().map(DemoServer::port).toList();
    }
}
