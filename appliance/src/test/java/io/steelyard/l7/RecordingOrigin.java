package io.steelyard.l7;

import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A real server that answers every request with its target, reads nothing but the strictest form of HTTP, and keeps
 * what it got: whole requests, and what it could not take for one.
 */
final class RecordingOrigin {
    private final ScriptedOrigin origin;
    private final ConcurrentLinkedQueue<WireMessage> received = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();

    private RecordingOrigin(ScriptedOrigin origin) {
        this.origin = origin;
    }

    /** Begins to answer; ends when the origin is closed. */
    static RecordingOrigin on(ScriptedOrigin origin) {
        RecordingOrigin recording = new RecordingOrigin(origin);
        thread(recording::acceptAll);
        return recording;
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "recording-origin");
        thread.setDaemon(true);
        thread.start();
    }

    private void acceptAll() {
        while (true) {
            try {
                WireEnd connection = origin.accept();
                thread(() -> serve(connection));
            } catch (SocketTimeoutException nobodyCame) {
                // The next one may.
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(WireEnd connection) {
        try (connection) {
            while (true) {
                WireMessage request = connection.request();
                received.add(request);
                String body = request.target();
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + (request.method().equals("HEAD") ? "" : body));
            }
        } catch (EOFException | SocketException | SocketTimeoutException ended) {
            // A request that was broken off, or a connection no longer wanted.
        } catch (IOException e) {
            violations.add(e.toString());
        }
    }

    /** What came since this was called last, in its order. */
    List<WireMessage> takeReceived() {
        List<WireMessage> taken = new ArrayList<>();
        for (WireMessage next = received.poll(); next != null; next = received.poll()) {
            taken.add(next);
        }
        return taken;
    }

    /** What came that was no request in its strictest form. */
    List<String> violations() {
        return List.copyOf(violations);
    }
}
