package io.steelyard.l7;

import io.steelyard.config.RetryConfig;
import io.steelyard.pool.RealServer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was tried to get one request answered, and whether it may be tried once more. */
final class Attempts {
    /** Failed ones that are remembered, for those who want to know what a request went through. */
    static final int MOST_REMEMBERED = 8;

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
     * Remembers one that failed so, and says whether another one may follow. What may have reached a real server is sent
     * again only once: a request that real servers die of must not be brought to all of them (RFC 9110 section 9.2.2).
     *
     * @param stale whether it was on a kept connection, so that the next goes to the same real server and costs no budget
     */
    boolean mayFollow(RealServer server, ProxyFailure failure, boolean stale, HttpVirtualService service) {
        remember(server, failure);
        RetryConfig retries = service.rules().retries();
        if (!failure.retryable() || begun >= retries.attempts() || (failure.mayHaveArrived() && repeated)) {
            return false;
        }
        if (!stale && !service.mayRetry(retries)) {
            return false;
        }
        repeated |= failure.mayHaveArrived();
        return true;
    }

    int begun() {
        return begun;
    }

    private void remember(RealServer server, ProxyFailure failure) {
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
