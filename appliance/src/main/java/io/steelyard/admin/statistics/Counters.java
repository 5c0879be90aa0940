package io.steelyard.admin.statistics;

import io.steelyard.admin.metrics.ServerMeters;
import io.steelyard.admin.metrics.ServiceMeters;
import java.util.Collection;

/**
 * What was counted of something until one moment.
 *
 * @param connections open at that moment
 * @param durations exchanges by how long they took, as {@link ServerMeters#durationBounds} has it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Counters(long requests, long errors, long bytesIn, long bytesOut, long connections, long[] durations) {
    private static final double[] BOUNDS = ServerMeters.durationBounds();
    static final Counters ZERO = new Counters(0, 0, 0, 0, 0, new long[BOUNDS.length]);

    static Counters of(ServerMeters server) {
        return new Counters(
                server.requests(),
                server.errors(),
                server.requestBytes(),
                server.responseBytes(),
                server.openConnections(),
                server.durations());
    }

    static Counters of(ServiceMeters service) {
        return new Counters(
                service.sum(ServerMeters::requests),
                service.sum(ServerMeters::errors),
                service.sum(ServerMeters::requestBytes),
                service.sum(ServerMeters::responseBytes),
                service.clientConnections(),
                service.durations());
    }

    static Counters sum(Collection<Counters> all) {
        long[] durations = new long[BOUNDS.length];
        long requests = 0;
        long errors = 0;
        long bytesIn = 0;
        long bytesOut = 0;
        long connections = 0;
        for (Counters one : all) {
            requests += one.requests;
            errors += one.errors;
            bytesIn += one.bytesIn;
            bytesOut += one.bytesOut;
            connections += one.connections;
            for (int i = 0; i < durations.length; i++) {
                durations[i] += one.durations[i];
            }
        }
        return new Counters(requests, errors, bytesIn, bytesOut, connections, durations);
    }

    /** Whether there is anything to tell of. */
    boolean isSomething() {
        return requests > 0 || connections > 0;
    }

    /** What came since; connections are as they are now. */
    Counters since(Counters before) {
        long[] came = new long[BOUNDS.length];
        for (int i = 0; i < came.length; i++) {
            came[i] = Math.max(0, durations[i] - before.durations[i]);
        }
        return new Counters(
                Math.max(0, requests - before.requests),
                Math.max(0, errors - before.errors),
                Math.max(0, bytesIn - before.bytesIn),
                Math.max(0, bytesOut - before.bytesOut),
                Math.max(0, connections),
                came);
    }

    /** The milliseconds that this share of the exchanges did not exceed, as near as the bounds say; 0 for none. */
    double millis(double share) {
        long all = 0;
        for (long each : durations) {
            all += each;
        }
        double rank = share * all;
        long below = 0;
        for (int i = 0; i < durations.length && all > 0; i++) {
            if (durations[i] > 0 && below + durations[i] >= rank) {
                double from = i == 0 ? 0 : BOUNDS[i - 1];
                double to = Double.isInfinite(BOUNDS[i]) ? from : BOUNDS[i];
                return 1000 * (from + (to - from) * (rank - below) / durations[i]);
            }
            below += durations[i];
        }
        return 0;
    }
}
