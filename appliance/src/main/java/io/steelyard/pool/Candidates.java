package io.steelyard.pool;

import java.util.List;

/**
 * The real servers that a request for one host name may go to, in the configuration's order, each with its weight. Never
 * has one of weight 0. Immutable.
 */
public final class Candidates {
    private final RealServer[] servers;
    private final int[] weights;

    private Candidates(RealServer[] servers, int[] weights) {
        this.servers = servers;
        this.weights = weights;
    }

    /** Of these, those with a weight above 0. */
    public static Candidates of(List<ServerStatus> statuses) {
        List<ServerStatus> weighted =
                statuses.stream().filter(status -> status.weight() > 0).toList();
        return new Candidates(
                weighted.stream().map(ServerStatus::server).toArray(RealServer[]::new),
                weighted.stream().mapToInt(ServerStatus::weight).toArray());
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

    /** 1–65535. */
    public int weight(int index) {
        return weights[index];
    }

    public List<RealServer> servers() {
        return List.of(servers);
    }
}
