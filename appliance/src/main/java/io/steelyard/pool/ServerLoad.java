package io.steelyard.pool;

/** How much a real server has to do, for comparing two of them. Asked for every pick: takes no lock, allocates nothing. */
@FunctionalInterface
interface ServerLoad {
    /** Without an average to go by, a second request waits until the first has been answered. */
    double UNKNOWN_BUT_BUSY = 1e12;

    /** The load per unit of weight; the one with the lower is the better choice. Never NaN. */
    double of(RealServer server, int weight, long nowNanos);

    /** Exchanges under way, whatever the weight. */
    static double exchanges(RealServer server, int weight, long nowNanos) {
        return server.activeExchanges();
    }

    /** Exchanges under way, a double weight bearing twice as many. */
    static double exchangesByWeight(RealServer server, int weight, long nowNanos) {
        return (double) server.activeExchanges() / weight;
    }

    /** How long the next one would wait if each that is there before it took as long as they do of late. */
    static double waitByWeight(RealServer server, int weight, long nowNanos) {
        double each = server.responseMicros(nowNanos);
        long before = server.activeExchanges();
        if (each == 0) {
            return before == 0 ? 0 : UNKNOWN_BUT_BUSY * (before + 1) / weight;
        }
        return each * (before + 1) / weight;
    }
}
