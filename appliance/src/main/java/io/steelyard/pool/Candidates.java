package io.steelyard.pool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The real servers that a request for one host name may go to, in the configuration's order, each with its weight. Never
 * has one of weight 0. Immutable.
 */
public final class Candidates {
    /** What methods may add the weights up to without fear. */
    private static final long MOST_IN_ALL = 1L << 30;

    private final RealServer[] servers;
    private final int[] weights;

    private Candidates(RealServer[] servers, int[] weights) {
        this.servers = servers;
        this.weights = weights;
    }

    /**
     * Of these, those with a weight above 0. Where some have only a share of their weight, all weights are written in
     * hundredths, so that a share of a small weight counts too.
     */
    public static Candidates of(List<ServerStatus> statuses) {
        List<ServerStatus> weighted =
                statuses.stream().filter(status -> status.weight() > 0).toList();
        long hundredths = 0;
        boolean plain = true;
        for (ServerStatus status : weighted) {
            hundredths += hundredths(status);
            plain &= status.marks().share() == 100;
        }
        boolean fine = !plain && hundredths < MOST_IN_ALL;
        return new Candidates(
                weighted.stream().map(ServerStatus::server).toArray(RealServer[]::new),
                weighted.stream()
                        .mapToInt(status -> fine ? (int) hundredths(status) : status.effectiveWeight())
                        .toArray());
    }

    private static long hundredths(ServerStatus status) {
        return Math.max(1, (long) status.weight() * status.marks().share());
    }

    /** This server alone. */
    static Candidates only(RealServer server) {
        return new Candidates(new RealServer[] {server}, new int[] {1});
    }

    public int size() {
        return servers.length;
    }

    public boolean isEmpty() {
        return servers.length == 0;
    }

    public RealServer server(int index) {
        return servers[index];
    }

    /** At least 1, in proportion to the others; all of them together are less than 2³¹. */
    public int weight(int index) {
        return weights[index];
    }

    /**
     * The one that has least to do for its weight among those that are not full; the full one itself where there is none.
     * Looks at all of them: this is for when the chosen one is full.
     *
     * @param tried not this one, if there is another; null where none was
     */
    RealServer roomiest(RealServer full, @Nullable RealServer tried) {
        RealServer best = full;
        double lowest = Double.MAX_VALUE;
        for (int i = 0; i < servers.length; i++) {
            RealServer server = servers[i];
            double load = ServerLoad.exchangesByWeight(server, weights[i], 0);
            if (load < lowest && server != tried && !server.isFull()) {
                best = server;
                lowest = load;
            }
        }
        return best;
    }

    public List<RealServer> servers() {
        return List.of(servers);
    }
}
