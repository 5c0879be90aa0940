package io.steelyard.appliance;

import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two thousand requests a second, nine in ten GET and the others POST: an open loop, in which the next request is due
 * whether or not the ones before were answered. At most {@value #CLIENTS} are under way at once, each on a connection
 * of its own that is kept alive; what is due beyond that waits.
 */
final class SteadyLoad implements AutoCloseable {
    static final int CLIENTS = 64;
    private static final int TICK_MILLIS = 10;
    private static final int PER_TICK = 20;

    /** A request that was not answered with 200, and how many had been due when it was sent and when it failed. */
    record Failed(String method, int begun, int ended, String what) {}

    private final int port;
    private final String host;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final ConcurrentLinkedDeque<WireEnd> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger due = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final List<Failed> failed = new CopyOnWriteArrayList<>();

    private SteadyLoad(int port, String host) {
        this.port = port;
        this.host = host;
    }

    static SteadyLoad on(int port, String host) {
        SteadyLoad load = new SteadyLoad(port, host);
        load.clock.scheduleAtFixedRate(load::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return load;
    }

    private void tick() {
        for (int i = 0; i < PER_TICK; i++) {
            int number = due.incrementAndGet();
            clients.execute(() -> request(number));
        }
    }

    private void request(int number) {
        int begun = due.get();
        String method = number % 10 == 0 ? "POST" : "GET";
        String body = method.equals("POST") ? "Content-Length: 4\r\n\r\nbody" : "\r\n";
        try {
            WireEnd kept = idle.pollLast();
            WireEnd client = kept == null ? WireEnd.to(port) : kept;
            WireMessage response = client.ask(method + " /load HTTP/1.1\r\nHost: " + host + "\r\n" + body);
            if (response.status() != 200) {
                failed.add(new Failed(method, begun, due.get(), response.firstLine()));
            }
            if (response.has("Connection")) {
                client.close();
            } else {
                idle.addLast(client);
            }
            answered.incrementAndGet();
        } catch (IOException e) {
            failed.add(new Failed(method, begun, due.get(), e.toString()));
        }
    }

    /** Requests that were due so far. */
    int due() {
        return due.get();
    }

    /** Requests that got a whole response of whatever status. */
    int answered() {
        return answered.get();
    }

    List<Failed> failed() {
        return failed;
    }

    /** Lets what is under way finish. */
    void finish() throws InterruptedException {
        clock.shutdownNow();
        clients.shutdown();
        if (!clients.awaitTermination(20, TimeUnit.SECONDS)) {
            throw new AssertionError("requests are still under way");
        }
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        clients.shutdownNow();
        for (WireEnd client : idle) {
            client.close();
        }
    }
}
