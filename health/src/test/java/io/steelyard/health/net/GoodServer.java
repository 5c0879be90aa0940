package io.steelyard.health.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a good server of some kind leads its side of a probe, up to where the verdict is known; and every way in which a
 * bad one can break it off. Immutable.
 */
public final class GoodServer {
    private static final byte[] GARBAGE = "garbage ".repeat(8192).getBytes(StandardCharsets.ISO_8859_1);
    private static final int GARBAGE_BYTES = 10_000_000;

    private final @Nullable SSLContext tls;
    private final List<Step> steps;

    /**
     * @param reads what is read up to, and with it, before anything is sent; empty for nothing
     * @param sends one byte per character
     * @param thenTls whether a TLS handshake follows
     */
    private record Step(String reads, String sends, boolean thenTls) {}

    private enum Break {
        RESETS_BEFORE,
        RESETS_HALF_WAY,
        CLOSES_HALF_WAY,
        FALLS_SILENT_HALF_WAY
    }

    private GoodServer(@Nullable SSLContext tls, List<Step> steps) {
        this.tls = tls;
        this.steps = List.copyOf(steps);
    }

    public static GoodServer plain() {
        return new GoodServer(null, List.of());
    }

    /** Begins with a TLS handshake. */
    public static GoodServer tls(SSLContext tls) {
        return new GoodServer(tls, List.of(new Step("", "", true)));
    }

    /** Then sends this, without waiting for anything. */
    public GoodServer sends(String answer) {
        return with(new Step("", answer, false));
    }

    /** Then reads up to this mark, and answers. */
    public GoodServer answers(String mark, String answer) {
        return with(new Step(mark, answer, false));
    }

    /** Then reads up to this mark, answers, and goes over to TLS. */
    public GoodServer startsTls(SSLContext context, String mark, String answer) {
        List<Step> more = new ArrayList<>(steps);
        more.add(new Step(mark, answer, true));
        return new GoodServer(context, more);
    }

    private GoodServer with(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new GoodServer(tls, more);
    }

    public ScriptedServer.Script script() {
        return connection -> serve(connection, steps.size(), Break.RESETS_BEFORE);
    }

    /** Every way to go wrong, by its name; {@code drip} is what the slow ones use. */
    public Map<String, ScriptedServer.Script> goneWrong(ScheduledExecutorService drip) {
        Map<String, ScriptedServer.Script> bad = new LinkedHashMap<>();
        bad.put("is silent", ScriptedServer.Connection::readToTheEnd);
        bad.put("closes at once", connection -> {});
        bad.put("resets at once", ScriptedServer.Connection::reset);
        bad.put("sends 10 MB of garbage", GoodServer::sendGarbage);
        bad.put("sends a byte now and then", connection -> drip(connection, drip));
        for (int i = 0; i < steps.size(); i++) {
            int at = i;
            for (Break way : Break.values()) {
                bad.put(way + " at step " + i, connection -> serve(connection, at, way));
            }
        }
        return bad;
    }

    private void serve(ScriptedServer.Connection raw, int breakAt, Break way) throws IOException {
        ScriptedServer.Connection connection = raw;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            read(connection, step.reads());
            if (i == breakAt) {
                breakOff(raw, connection, step, way);
                return;
            }
            connection.send(step.sends());
            if (step.thenTls() && tls != null) {
                connection = raw.startTls(tls);
            }
        }
        connection.readToTheEnd();
    }

    private static void breakOff(
            ScriptedServer.Connection raw, ScriptedServer.Connection connection, Step step, Break way)
            throws IOException {
        if (way == Break.RESETS_BEFORE) {
            raw.reset();
            return;
        }
        connection.send(step.sends().substring(0, step.sends().length() / 2));
        switch (way) {
            case RESETS_HALF_WAY -> raw.reset();
            case FALLS_SILENT_HALF_WAY -> connection.readToTheEnd();
            default -> raw.socket().close();
        }
    }

    private static void read(ScriptedServer.Connection connection, String mark) throws IOException {
        StringBuilder read = new StringBuilder();
        while (!mark.isEmpty() && read.indexOf(mark) < 0) {
            int next = connection.in().read();
            if (next < 0) {
                throw new IOException("the probe ended where '" + mark + "' was to come");
            }
            read.append((char) next);
        }
    }

    private static void sendGarbage(ScriptedServer.Connection connection) throws IOException {
        for (int sent = 0; sent < GARBAGE_BYTES; sent += GARBAGE.length) {
            connection.out().write(GARBAGE);
        }
    }

    private void drip(ScriptedServer.Connection connection, ScheduledExecutorService drip) throws IOException {
        StringBuilder left = new StringBuilder("x".repeat(1000));
        steps.forEach(step -> left.insert(0, step.sends()));
        Future<?> dripping = drip.scheduleAtFixedRate(() -> dripOne(connection, left), 0, 100, TimeUnit.MILLISECONDS);
        connection.readToTheEnd();
        dripping.cancel(false);
    }

    private static void dripOne(ScriptedServer.Connection connection, StringBuilder left) {
        try {
            connection.send(left.substring(0, 1));
            left.deleteCharAt(0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e); // ends the drip
        }
    }
}
