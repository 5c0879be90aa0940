package io.steelyard.service;

import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Clients that ask one request after another of whichever virtual services there are, half of them on kept-alive
 * connections. Only two things count as no failure: a connection that is refused where no virtual service is meant to be
 * any more, and a kept-alive connection that ends between two requests there.
 */
final class ChangeLoad {
    private static final int MOST_REQUESTS = 50;

    private final ExecutorService threads;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final LongAdder answered = new LongAdder();
    private volatile List<Integer> ports;
    private volatile boolean ended;

    private ChangeLoad(int clients, List<Integer> ports) {
        this.threads = Executors.newFixedThreadPool(clients);
        this.ports = ports;
    }

    static ChangeLoad start(int clients, List<Integer> ports) {
        ChangeLoad load = new ChangeLoad(clients, ports);
        for (int i = 0; i < clients; i++) {
            Random random = new Random(i);
            boolean keepsAlive = i % 2 == 0;
            load.threads.execute(() -> load.run(random, keepsAlive));
        }
        return load;
    }

    /** Where virtual services are from now on; clients that are elsewhere finish there. */
    void ask(List<Integer> nowPorts) {
        ports = nowPorts;
    }

    private void run(Random random, boolean keepsAlive) {
        while (!ended) {
            List<Integer> present = ports;
            if (present.isEmpty()) {
                Thread.onSpinWait();
                continue;
            }
            int port = present.get(random.nextInt(present.size()));
            int requests = keepsAlive ? 1 + random.nextInt(MOST_REQUESTS) : 1;
            WireEnd client;
            try {
                client = WireEnd.to(port);
            } catch (ConnectException e) {
                fail(port, "could not connect", e);
                continue;
            } catch (IOException e) {
                failures.add("connecting to " + port + ": " + e);
                continue;
            }
            converse(client, port, requests, keepsAlive);
        }
    }

    private void converse(WireEnd client, int port, int requests, boolean keepsAlive) {
        int done = 0;
        try (client) {
            String head = "GET /" + port + " HTTP/1.1\r\nHost: " + (port % 2 == 0 ? "a" : "c") + ".example\r\n"
                    + (keepsAlive ? "" : "Connection: close\r\n") + "\r\n";
            while (done < requests && !ended) {
                WireMessage response = client.ask(head);
                if (response.status() != 200) {
                    failures.add(port + ": " + response.firstLine() + " " + response.body());
                }
                answered.increment();
                done++;
                if (response.values("Connection").contains("close")) {
                    return;
                }
            }
        } catch (IOException e) {
            if (done == 0) {
                failures.add("first request to " + port + ": " + e);
            } else {
                fail(port, "request " + (done + 1), e);
            }
        }
    }

    /** A failure unless nobody is meant to be there. */
    private void fail(int port, String what, IOException e) {
        if (ports.contains(port)) {
            failures.add(what + " to " + port + ": " + e);
        }
    }

    long answered() {
        return answered.sum();
    }

    List<String> failures() {
        return new ArrayList<>(failures);
    }

    /** Lets each client finish its present request. */
    void end() throws InterruptedException {
        ended = true;
        threads.shutdown();
        if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
            failures.add("clients are still waiting");
        }
    }
}
