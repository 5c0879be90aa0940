package io.steelyard.l7;

import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.WireEnd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A real server that answers every request, from the moment on that it is let, and knows how many it had at once. */
final class BusyOrigin implements AutoCloseable {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final ScriptedOrigin origin;
    private final CountDownLatch answering = new CountDownLatch(1);
    private final AtomicInteger present = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final List<String> targets = new CopyOnWriteArrayList<>();
    private final List<WireEnd> ends = new CopyOnWriteArrayList<>();

    private BusyOrigin(ScriptedOrigin origin) {
        this.origin = origin;
    }

    static BusyOrigin start() throws IOException {
        BusyOrigin busy = new BusyOrigin(ScriptedOrigin.start());
        busy.inBackground(() -> {
            while (true) {
                WireEnd end = busy.origin.accept();
                busy.ends.add(end);
                busy.inBackground(() -> busy.serve(end));
            }
        });
        return busy;
    }

    int port() {
        return origin.port();
    }

    /** From now on every request is answered at once. */
    void answer() {
        answering.countDown();
    }

    int present() {
        return present.get();
    }

    int mostAtOnce() {
        return most.get();
    }

    int requests() {
        return targets.size();
    }

    /** What was asked for, in the order in which it came. */
    List<String> targets() {
        return targets;
    }

    private void serve(WireEnd end) throws IOException, InterruptedException {
        while (true) {
            targets.add(end.request().target());
            most.accumulateAndGet(present.incrementAndGet(), Math::max);
            answering.await();
            present.decrementAndGet();
            end.send(OK);
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void inBackground(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException | InterruptedException e) {
                        // The other end is gone, or the test over.
                    }
                },
                "busy-origin");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        answer();
        origin.close();
        for (WireEnd end : new ArrayList<>(ends)) {
            end.close();
        }
    }
}
