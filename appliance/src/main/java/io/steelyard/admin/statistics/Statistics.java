package io.steelyard.admin.statistics;

import io.steelyard.admin.metrics.MeterBook;
import io.steelyard.admin.metrics.ServerMeters;
import io.steelyard.admin.metrics.ServiceMeters;
import io.steelyard.admin.statistics.History.Range;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last hour (each 10 seconds) and the last day (each 5 minutes) of everything together, of each virtual service, and
 * of each real server in it: told from the meters by {@link #sample}, off the data plane. Only what has had traffic has a
 * history, of about {@value #BYTES} bytes; there are at most {@value #MOST}, which is 1,000 virtual services with 10 real
 * servers each and 110 MB, and nothing is kept of real servers beyond that. Thread-safe.
 */
public final class Statistics {
    static final int MOST = 12_000;
    static final long BYTES = History.BYTES;
    /** The key of everything together. */
    private static final Key ALL = new Key("", "");

    private final MeterBook meters;
    private final int most;
    private final Map<Key, History> histories = new HashMap<>();
    private long lastStep = Long.MIN_VALUE;

    /** @param realServer empty for the virtual service itself */
    private record Key(String virtualService, String realServer) {}

    public Statistics(MeterBook meters) {
        this(meters, MOST);
    }

    Statistics(MeterBook meters, int most) {
        this.meters = meters;
        this.most = most;
    }

    /** Puts down what came since the last time; to be called every 10 seconds. */
    public synchronized void sample(Instant now) {
        long step = Math.floorDiv(now.getEpochSecond(), Range.DAY.step.toSeconds());
        boolean endOfStep = step != lastStep && lastStep != Long.MIN_VALUE;
        lastStep = step;
        Set<Key> present = new HashSet<>(Set.of(ALL));
        List<Counters> services = new ArrayList<>();
        List<ServiceMeters> all = meters.services();
        for (ServiceMeters service : all) {
            Counters counters = Counters.of(service);
            services.add(counters);
            add(new Key(service.virtualService(), ""), counters, now, endOfStep, present);
        }
        add(ALL, Counters.sum(services), now, endOfStep, present);
        for (ServiceMeters service : all) {
            for (ServerMeters server : service.servers()) {
                Key key = new Key(service.virtualService(), server.realServer());
                add(key, Counters.of(server), now, endOfStep, present);
            }
        }
        histories.keySet().retainAll(present);
    }

    private void add(Key key, Counters counters, Instant now, boolean endOfStep, Set<Key> present) {
        present.add(key);
        History history = histories.get(key);
        if (history == null) {
            if (!counters.isSomething() || histories.size() >= most) {
                return;
            }
            history = new History();
            histories.put(key, history);
        }
        history.add(now, counters, endOfStep);
    }

    /**
     * One series of numbers by its name, oldest first; zeroes where nothing is known.
     *
     * @param virtualService null for everything together
     * @param realServer null for the whole virtual service
     */
    synchronized Map<String, double[]> series(
            Range range, @Nullable String virtualService, @Nullable String realServer, Instant now) {
        History history = histories.get(
                new Key(virtualService == null ? "" : virtualService, realServer == null ? "" : realServer));
        Map<String, double[]> series = new LinkedHashMap<>();
        for (int name = 0; name < Ring.NAMES.length; name++) {
            series.put(Ring.NAMES[name], history == null ? new double[range.steps] : history.series(range, name, now));
        }
        return series;
    }

    /** How many there are. */
    synchronized int histories() {
        return histories.size();
    }
}
