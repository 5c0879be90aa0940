package io.steelyard.l7;

import io.steelyard.pool.RealServer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was tried to get one request answered, and whether it may be tried once more. */
final class Attempts {
    /** Failed ones that are remembered, for those who want to know what a request went through. */
    static final int MOST_REMEMBERED = 8;

    /** How often a real server is chosen in all. */
    private static final int MOST = 3;

    private int begun;
    private boolean repeated;
    private int failed;
    private final @Nullable RealServer[] servers = new RealServer[MOST_REMEMBERED];
    private final ProxyFailure.@Nullable Kind[] kinds = new ProxyFailure.Kind[MOST_REMEMBERED];

    void reset() {
        begun = 0;
        repeated = false;
        for (int i = 0; i < failed; i++) {
            servers[i] = null;
            kinds[i] = null;
        }
        failed = 0;
    }

    void begin() {
        begun++;
    }

    /**
     * Whether another one may follow the one that failed so. What may have reached a real server is sent again only
     * once: a request that real servers die of must not be brought to all of them (RFC 9110 section 9.2.2).
     */
    boolean mayFollow(ProxyFailure failure) {
        if (!failure.retryable() || begun >= MOST || (failure.mayHaveArrived() && repeated)) {
            return false;
        }
        repeated |= failure.mayHaveArrived();
        return true;
    }

    int begun() {
        return begun;
    }

    /** Remembers one that failed. */
    void failed(RealServer server, ProxyFailure failure) {
        if (failed < MOST_REMEMBERED) {
            servers[failed] = server;
            kinds[failed] = failure.kind();
            failed++;
        }
    }

    /** How many failed, as far as they are remembered. */
    int failed() {
        return failed;
    }

    RealServer failedServer(int attempt) {
        return Objects.requireNonNull(servers[attempt]);
    }

    ProxyFailure.Kind failure(int attempt) {
        return Objects.requireNonNull(kinds[attempt]);
    }
}
