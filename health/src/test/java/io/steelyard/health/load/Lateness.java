package io.steelyard.health.load;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long after it was due each verdict came. A cell is due at its earliest start plus whole intervals; so the time that
 * the probe itself took counts as lateness too.
 */
final class Lateness {
    private final long interval;
    private final List<Cell> cells = new ArrayList<>();
    private volatile boolean begun;
    private double[] sorted = {};

    /** Used on the probes' one thread, and read when all is over. */
    private static final class Cell {
        final List<Long> starts = new ArrayList<>();
        final List<Long> verdicts = new ArrayList<>();
        int notUp;
    }

    Lateness(Duration interval) {
        this.interval = interval.toNanos();
    }

    /** The same check, with a cell of its own here. */
    HealthCheck noting(HealthCheck check) {
        Cell cell = new Cell();
        cells.add(cell);
        return (target, network) -> {
            if (!begun) {
                return check.probe(target, network);
            }
            cell.starts.add(System.nanoTime());
            return check.probe(target, network).whenComplete((verdict, failure) -> took(cell, verdict));
        };
    }

    private static void took(Cell cell, Verdict verdict) {
        cell.verdicts.add(System.nanoTime());
        if (verdict == null || !verdict.up()) {
            cell.notUp++;
        }
    }

    void begin() {
        begun = true;
    }

    long verdicts() {
        return cells.stream().mapToLong(cell -> cell.verdicts.size()).sum();
    }

    long notUp() {
        return cells.stream().mapToLong(cell -> cell.notUp).sum();
    }

    /** How often a cell's probe did not start in the interval it was due in. */
    long skipped() {
        long skipped = 0;
        for (Cell cell : cells) {
            for (int i = 1; i < cell.starts.size(); i++) {
                skipped +=
                        Math.max(0, Math.round((cell.starts.get(i) - cell.starts.get(i - 1)) / (double) interval) - 1);
            }
        }
        return skipped;
    }

    /** This share of all verdicts was at most so late. */
    double millis(double share) {
        if (sorted.length == 0) {
            sorted = cells.stream()
                    .flatMapToDouble(cell -> Arrays.stream(late(cell)))
                    .sorted()
                    .toArray();
        }
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }

    private double[] late(Cell cell) {
        int count = Math.min(cell.starts.size(), cell.verdicts.size());
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            earliest = Math.min(earliest, phase(cell, i));
        }
        double[] late = new double[count];
        for (int i = 0; i < count; i++) {
            late[i] = (cell.verdicts.get(i) - cell.starts.get(i) + phase(cell, i) - earliest) / 1e6;
        }
        return late;
    }

    /** The start as it would be of the first beat, which all starts share that are in time. */
    private long phase(Cell cell, int number) {
        long since = cell.starts.get(number) - cell.starts.get(0);
        return since - Math.round(since / (double) interval) * interval;
    }
}
