package io.steelyard.service;

import io.steelyard.pool.PickRequest;
import io.steelyard.pool.Pool;
import io.steelyard.pool.RealServer;
import io.steelyard.wire.ScriptedOrigin;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Prints how long a configuration with many virtual services takes to load, and what a pick costs: with one virtual
 * service, and among many the same one again and again, one after another, and in any order. Started by {@code
 * deploy/loadtest/services}; no test.
 */
public final class ServicesLoad {
    private static final int SERVERS = 10;
    private static final int PICKS = 4_000_000;
    private static final int ORDER = 1 << 14;
    private static final PickRequest REQUEST = new Asking();

    private ServicesLoad() {}

    /** @param arguments how many virtual services, and how many rounds */
    public static void main(String[] arguments) throws Exception {
        int services = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        String text = yaml(services);
        for (int round = 0; round < rounds; round++) {
            long begin = System.nanoTime();
            ConfigStage.read(text);
            long read = System.nanoTime();
            ConfigStage stage = ConfigStage.start(text);
            long started = System.nanoTime();
            stage.close();
            System.out.printf(
                    "load %d x %d: read %d ms, read and start %d ms%n",
                    services, SERVERS, (read - begin) / 1_000_000, (started - read) / 1_000_000);
        }
        try (ConfigStage one = ConfigStage.start(yaml(1));
                ConfigStage many = ConfigStage.start(text)) {
            Pool[] single = pools(one);
            Pool[] all = pools(many);
            int[] same = new int[ORDER];
            int[] inTurn = new int[ORDER];
            int[] anyOrder = new int[ORDER];
            Random random = new Random(1);
            for (int i = 0; i < ORDER; i++) {
                inTurn[i] = i % services;
                anyOrder[i] = random.nextInt(services);
            }
            for (int round = 0; round < rounds; round++) {
                System.out.printf(
                        "pick: %.1f ns of one virtual service; of %d: %.1f ns always the same, %.1f ns in turn, %.1f ns in"
                                + " any order%n",
                        nanos(single, same), services, nanos(all, same), nanos(all, inTurn), nanos(all, anyOrder));
            }
        }
    }

    private static Pool[] pools(ConfigStage stage) {
        return stage.services().services().stream()
                .map(service -> ((LiveService) service).pool())
                .toArray(Pool[]::new);
    }

    private static double nanos(Pool[] pools, int[] order) {
        int found = 0;
        long begin = System.nanoTime();
        for (int i = 0; i < PICKS; i++) {
            found += pools[order[i & (ORDER - 1)]].pick(REQUEST) == null ? 0 : 1;
        }
        long end = System.nanoTime();
        if (found != PICKS) {
            throw new AssertionError("only " + found + " of " + PICKS + " requests found a real server");
        }
        return (end - begin) / (double) PICKS;
    }

    /** Each virtual service on an address of its own, so that one free port will do. */
    private static String yaml(int services) throws Exception {
        int port = ScriptedOrigin.unusedPort();
        StringBuilder yaml = new StringBuilder("virtualServices:\n");
        for (int i = 0; i < services; i++) {
            String last = i / 250 + "." + (1 + i % 250);
            yaml.append("  - name: s").append(i).append("\n    address: 127.1.").append(last);
            yaml.append("\n    port: ").append(port);
            yaml.append("\n    realServers:\n");
            for (int server = 0; server < SERVERS; server++) {
                yaml.append("      - { address: 127.2.").append(last);
                yaml.append(", port: ").append(9000 + server).append(" }\n");
            }
        }
        return yaml.toString();
    }

    private static final class Asking implements PickRequest {
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
