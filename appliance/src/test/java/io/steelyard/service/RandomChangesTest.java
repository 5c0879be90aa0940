package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.config.ApplianceConfig;
import io.steelyard.health.settings.Quantities;
import io.steelyard.pool.ServiceState;
import io.steelyard.wire.ScriptedOrigin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Live configuration as a whole: whatever is changed, and however fast, no request fails for it. */
class RandomChangesTest {
    private static final int CLIENTS = 64;
    private static final int ORIGINS = 5;
    private static final int PORTS = 12;
    private static final Set<ServiceState> SERVING =
            EnumSet.of(ServiceState.UP, ServiceState.DEGRADED, ServiceState.UNCHECKED);

    private final List<Origin> origins = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    @BeforeEach
    void startOrigins() throws Exception {
        for (int i = 0; i < ORIGINS; i++) {
            origins.add(Origin.start("origin " + i));
        }
        while (ports.size() < PORTS) {
            int port = ScriptedOrigin.unusedPort();
            if (!ports.contains(port)) {
                ports.add(port);
            }
        }
    }

    @AfterEach
    void stopOrigins() {
        origins.forEach(Origin::close);
    }

    @Test
    void five_hundred_random_changes_under_load_fail_no_request() throws Exception {
        change(1, 500, Long.MAX_VALUE);
    }

    /** With {@code -Dsteelyard.soak=10m} for that long; a second otherwise. */
    @Test
    void random_changes_for_as_long_as_is_asked_fail_no_request() throws Exception {
        Duration length = Quantities.duration(System.getProperty("steelyard.soak", "1s"));
        change(System.nanoTime(), Integer.MAX_VALUE, System.nanoTime() + length.toNanos());
    }

    private void change(long seed, int times, long until) throws Exception {
        ChangingConfig config =
                new ChangingConfig(seed, origins.stream().map(Origin::port).toList(), ports);
        TreeMap<String, Integer> kinds = new TreeMap<>();
        try (ConfigStage stage = ConfigStage.start(config.text())) {
            ChangeLoad load = ChangeLoad.start(CLIENTS, config.ports());
            for (int i = 0;
                    i < times && System.nanoTime() < until && load.failures().isEmpty();
                    i++) {
                List<Integer> before = config.ports();
                kinds.merge(config.change(), 1, Integer::sum);
                load.ask(before.stream().filter(config.ports()::contains).toList());
                ApplianceConfig next = ConfigStage.read(config.text());
                assertThat(stage.services().apply(next)).isInstanceOf(Applying.Applied.class);
                assertThat(stage.services()
                                .plan(ConfigStage.read(config.text()))
                                .sentences())
                        .isEmpty();
                awaitServing(stage);
                load.ask(config.ports());
            }
            load.end();

            assertThat(load.failures()).as("seed %s, %s", seed, kinds).isEmpty();
            assertThat(load.answered()).isPositive();
            assertThat(stage.services().drain()).succeedsWithin(20, TimeUnit.SECONDS);
            assertThat(stage.services().services())
                    .allSatisfy(service -> assertThat(service.roster().servers())
                            .allSatisfy(server -> assertThat(server.server().activeExchanges())
                                    .isZero()));
        }
    }

    /** A virtual service that was added has its first verdicts before clients hear of it. */
    private static void awaitServing(ConfigStage stage) {
        for (ServiceView service : stage.services().services()) {
            if (!SERVING.contains(service.roster().state())) {
                await().pollInterval(Duration.ofMillis(5))
                        .atMost(Duration.ofSeconds(20))
                        .until(() -> SERVING.contains(service.roster().state()));
            }
        }
    }
}
