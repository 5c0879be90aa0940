package io.steelyard.admin.statistics;

import java.time.Duration;
import java.time.Instant;

/**
 * What was measured in each step of the last while: the newest steps, without end. A value takes two bytes, the logarithm
 * of the number, which is within a thousandth of it; so that an hour and a day of one real server take 9 KB. Not
 * thread-safe.
 */
final class Ring {
    /** In the order in which they are kept. */
    static final String[] NAMES = {"requests", "errors", "bytesIn", "bytesOut", "connections", "p50", "p99"};

    private static final double LEAST = 1e-3;
    private static final double SPAN = Math.log(1e15);
    private static final int CODES = 65_534;

    private final long step;
    private final int steps;
    private final short[] values;
    private long newest = Long.MIN_VALUE;

    /** @param steps how many are kept */
    Ring(Duration step, int steps) {
        this.step = step.toSeconds();
        this.steps = steps;
        this.values = new short[steps * NAMES.length];
    }

    /** The bytes that its values take. */
    static long bytes(int steps) {
        return 2L * steps * NAMES.length;
    }

    /** Puts down what came in the step that ends at this moment. A step in which nothing was put down has zeroes. */
    void add(Instant end, Counters came) {
        long at = Math.floorDiv(end.getEpochSecond(), step);
        if (at <= newest) {
            return; // the clock was put back
        }
        for (long gone = Math.max(newest + 1, at - steps + 1); newest != Long.MIN_VALUE && gone < at; gone++) {
            clear(gone);
        }
        newest = at;
        clear(at);
        put(at, 0, came.requests() / (double) step);
        put(at, 1, came.errors() / (double) step);
        put(at, 2, came.bytesIn() / (double) step);
        put(at, 3, came.bytesOut() / (double) step);
        put(at, 4, (double) came.connections());
        put(at, 5, came.millis(0.5));
        put(at, 6, came.millis(0.99));
    }

    /** One series up to the step that ends now, oldest first: as many as are kept; zero where nothing is known. */
    double[] series(int name, Instant now) {
        long last = Math.floorDiv(now.getEpochSecond(), step);
        double[] series = new double[steps];
        for (int i = 0; i < steps; i++) {
            long at = last - steps + 1 + i;
            boolean known = newest != Long.MIN_VALUE && at <= newest && at > newest - steps;
            series[i] = known ? number(values[index(at, name)]) : 0;
        }
        return series;
    }

    private void clear(long at) {
        for (int name = 0; name < NAMES.length; name++) {
            values[index(at, name)] = 0;
        }
    }

    private void put(long at, int name, double number) {
        values[index(at, name)] = code(number);
    }

    private int index(long at, int name) {
        return Math.floorMod(at, steps) * NAMES.length + name;
    }

    static short code(double number) {
        if (number < LEAST) {
            return 0;
        }
        long code = 1 + Math.round(Math.log(number / LEAST) / SPAN * (CODES - 1));
        return (short) Math.min(CODES, code);
    }

    static double number(short code) {
        int unsigned = code & 0xFFFF;
        if (unsigned == 0) {
            return 0;
        }
        double exact = LEAST * Math.exp((unsigned - 1) * SPAN / (CODES - 1));
        double scale = Math.pow(10, Math.max(0, 3 - (int) Math.floor(Math.log10(exact))));
        return Math.round(exact * scale) / scale;
    }
}
