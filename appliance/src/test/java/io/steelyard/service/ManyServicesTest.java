package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.pool.PickRequest;
import io.steelyard.pool.RealServer;
import io.steelyard.wire.ScriptedOrigin;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The largest configuration there may be. Prints what it took; nothing is held against a clock. */
class ManyServicesTest {
    private static final int SERVICES = 1000;
    private static final int SERVERS = 10;
    private static final int PICKS = 1_000_000;

    /** Each virtual service on an address of its own, so that one free port will do. */
    private static String yaml(int services, int port, String check, int weight) {
        StringBuilder yaml = new StringBuilder("virtualServices:\n");
        for (int i = 0; i < services; i++) {
            String last = i / 250 + "." + (1 + i % 250);
            yaml.append("  - name: s").append(i).append("\n    address: 127.1.").append(last);
            yaml.append("\n    port: ")
                    .append(port)
                    .append("\n    healthChecks: ")
                    .append(check);
            yaml.append("\n    realServers:\n");
            for (int server = 0; server < SERVERS; server++) {
                yaml.append("      - { address: 127.2.")
                        .append(last)
                        .append(", port: ")
                        .append(9000 + server);
                yaml.append(", weight: ").append(weight).append(" }\n");
            }
        }
        return yaml.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{ type: http, hosts: [a.example] }]"})
    void a_thousand_virtual_services_with_ten_real_servers_each_are_loaded_and_changed(String check) throws Exception {
        int port = ScriptedOrigin.unusedPort();
        String text = yaml(SERVICES, port, check, 1000);
        String changed = yaml(SERVICES, port, check, 500);

        long begin = System.nanoTime();
        ConfigStage.read(text);
        long read = System.nanoTime();
        try (ConfigStage stage = ConfigStage.start(text)) {
            long started = System.nanoTime();
            Applying applying = stage.apply(changed);
            long applied = System.nanoTime();

            assertThat(applying).isInstanceOf(Applying.Applied.class);
            assertThat(stage.services().services()).hasSize(SERVICES);
            System.out.printf(
                    "%s: read %d ms, read and start %d ms, read and change all %d ms%n",
                    check, millis(begin, read), millis(read, started), millis(started, applied));
        }
    }

    @Test
    void a_pick_among_a_thousand_virtual_services_is_like_one_of_a_single_one() throws Exception {
        int port = ScriptedOrigin.unusedPort();
        try (ConfigStage one = ConfigStage.start(yaml(1, port, "[]", 1000));
                ConfigStage many = ConfigStage.start(yaml(SERVICES, ScriptedOrigin.unusedPort(), "[]", 1000))) {
            for (int round = 0; round < 5; round++) {
                System.out.printf(
                        "pick: %.1f ns with one virtual service, %.1f ns with %d%n",
                        nanosPerPick(one), nanosPerPick(many), SERVICES);
            }
        }
    }

    private static double nanosPerPick(ConfigStage stage) {
        List<ServiceView> services = stage.services().services();
        Request request = new Request();
        int found = 0;
        long begin = System.nanoTime();
        for (int i = 0; i < PICKS; i++) {
            found += services.get(i % services.size()).roster().pick(request) == null ? 0 : 1;
        }
        long end = System.nanoTime();
        assertThat(found).isEqualTo(PICKS);
        return (end - begin) / (double) PICKS;
    }

    private static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }

    private static final class Request implements PickRequest {
        private final byte[] host = "www.example.com".getBytes(StandardCharsets.US_ASCII);

        @Override
        public byte[] hostBytes() {
            return host;
        }

        @Override
        public int hostStart() {
            return 0;
        }

        @Override
        public int hostEnd() {
            return host.length;
        }

        @Override
        public InetSocketAddress clientAddress() {
            return new InetSocketAddress(0);
        }

        @Override
        public @Nullable RealServer tried() {
            return null;
        }
    }
}
