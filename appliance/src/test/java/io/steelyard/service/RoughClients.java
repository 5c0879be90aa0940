package io.steelyard.service;

import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Clients with bad manners. What they must not meet: a wait without an end, or an answer that nobody sent. */
final class RoughClients {
    private static final Set<Integer> STATUSES = Set.of(200, 408, 502, 503, 504);
    private static final String HOST = " HTTP/1.1\r\nHost: a.example\r\n";

    private final ExecutorService threads;
    private final int port;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final LongAdder served = new LongAdder();
    private volatile boolean ended;

    private RoughClients(int count, int port) {
        this.threads = Executors.newFixedThreadPool(count);
        this.port = port;
    }

    static RoughClients start(int count, int port) {
        RoughClients clients = new RoughClients(count, port);
        for (int i = 0; i < count; i++) {
            Random random = new Random(i);
            clients.threads.execute(() -> clients.run(random));
        }
        return clients;
    }

    private void run(Random random) {
        while (!ended) {
            int manner = random.nextInt(7);
            try (WireEnd client = manner == 2 ? WireEnd.withSmallBuffer(port) : WireEnd.to(port)) {
                behave(client, manner, random);
            } catch (SocketTimeoutException stuck) {
                failures.add("manner " + manner + " waited for ever");
            } catch (IOException brokenOff) {
                // A real server was killed in the middle of its answer, or we were cut off for our manners.
            }
        }
    }

    private void behave(WireEnd client, int manner, Random random) throws IOException {
        switch (manner) {
            case 0 -> {
                for (int i = 0; i < 10; i++) {
                    check(client.ask("GET /small" + HOST + "\r\n"));
                }
            }
            case 1 -> check(client.ask("GET /large" + HOST + "\r\n"));
            case 2 -> {
                client.send("GET /large" + HOST + "\r\n");
                if (client.responseHead().status() == 200) {
                    client.text(1 + random.nextInt(50_000));
                }
                client.reset();
            }
            case 3 -> {
                client.send("GET /small HTTP/1.1\r\nHos");
                client.reset();
            }
            case 4 -> {
                client.send("POST /small" + HOST + "Content-Length: 10\r\n\r\n12345");
                client.reset();
            }
            case 5 -> check(client.ask("POST /small" + HOST + "Content-Length: 10\r\n\r\n1234567890"));
            default -> {
                client.send("GET /small" + HOST + "\r\n".repeat(1 + random.nextInt(2)));
                client.finishSending();
                client.rest();
            }
        }
    }

    private void check(WireMessage response) {
        if (!STATUSES.contains(response.status())) {
            failures.add(response.firstLine());
        }
        if (response.status() == 200) {
            served.increment();
        }
    }

    /** Requests that were answered as if nothing were wrong. */
    long served() {
        return served.sum();
    }

    List<String> failures() {
        return new ArrayList<>(failures);
    }

    /** Lets each finish what it is at. */
    void end() throws InterruptedException {
        ended = true;
        threads.shutdown();
        if (!threads.awaitTermination(40, TimeUnit.SECONDS)) {
            failures.add("clients are still waiting");
        }
    }
}
