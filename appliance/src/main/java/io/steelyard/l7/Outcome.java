package io.steelyard.l7;

import io.steelyard.event.ExchangeEnd;
import io.steelyard.event.TrafficListener;
import io.steelyard.pool.RealServer;
import org.jspecify.annotations.Nullable;

/** What became of an exchange, for those who listen. Used again with its exchange. */
final class Outcome implements ExchangeEnd {
    private final String virtualService;
    private @Nullable RealServer server;
    private @Nullable Request request;
    private @Nullable ProxyFailure failure;
    private long startedAt;
    private long endedAt;
    private int status;
    private long requestBytes;
    private long responseBytes;

    Outcome(String virtualService) {
        this.virtualService = virtualService;
    }

    void reset() {
        server = null;
        request = null;
        failure = null;
        startedAt = 0;
        endedAt = 0;
        status = 0;
        requestBytes = 0;
        responseBytes = 0;
    }

    void began() {
        startedAt = System.nanoTime();
    }

    void failedBy(ProxyFailure why) {
        failure = why;
    }

    void ended(@Nullable RealServer itsServer, int itsStatus, Request itsRequest, Response response) {
        endedAt = System.nanoTime();
        request = itsRequest;
        server = itsServer;
        status = itsStatus;
        requestBytes = itsRequest.bytes();
        responseBytes = response.sentBytes();
    }

    /** Tells the listener of an attempt that failed, and forgets it: the exchange goes on. */
    void attemptFailed(RealServer itsServer, ProxyFailure why, Request itsRequest, TrafficListener listener) {
        server = itsServer;
        request = itsRequest;
        failure = why;
        listener.attemptFailed(this);
        server = null;
        failure = null;
    }

    /** Tells the listener what became of it. */
    void announce(TrafficListener listener) {
        listener.exchangeEnded(this);
        if (failure != null && failure.kind() == ProxyFailure.Kind.NO_SERVER) {
            listener.nobodyServed(this);
        }
        String refusal = refusal();
        if (refusal != null) {
            listener.requestRefused(virtualService, refusal, status);
        }
    }

    /** Why a client was refused, as listeners are told; null where it was not the client's fault. */
    private @Nullable String refusal() {
        ProxyFailure why = failure;
        if (why == null || why.side() != ProxyFailure.Side.CLIENT) {
            return null;
        }
        if (why.kind() == ProxyFailure.Kind.CLIENT_GONE || why.kind() == ProxyFailure.Kind.CLIENT_STALLED) {
            return null;
        }
        boolean tooLarge = why.fault() == HeadFault.TOO_LARGE || why.fault() == HeadFault.TOO_MANY_FIELDS;
        return tooLarge ? "head-too-large" : why.kind().word();
    }

    @Override
    public String virtualService() {
        return virtualService;
    }

    @Override
    public @Nullable String realServer() {
        return server == null ? null : server.name();
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public long durationNanos() {
        return startedAt == 0 ? 0 : endedAt - startedAt;
    }

    @Override
    public long requestBytes() {
        return requestBytes;
    }

    @Override
    public long responseBytes() {
        return responseBytes;
    }

    @Override
    public @Nullable String failure() {
        return failure == null ? null : failure.kind().word();
    }

    @Override
    public byte[] hostBytes() {
        return request == null ? NO_BYTES : request.hostBytes();
    }

    @Override
    public int hostStart() {
        return request == null ? 0 : request.hostStart();
    }

    @Override
    public int hostEnd() {
        return request == null ? 0 : request.hostEnd();
    }
}
