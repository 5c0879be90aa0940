package io.steelyard.l7;

import io.steelyard.event.ExchangeEnd;
import io.steelyard.event.Moment;
import io.steelyard.event.TrafficListener;
import io.steelyard.pool.Pool;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.Stay;
import org.jspecify.annotations.Nullable;

/**
 * What became of an exchange, for those who listen. Used again with its exchange.
 *
 * <p>The clock is asked as rarely as can be: when the first byte comes, when a real server is chosen, when the response's
 * head is there, and at the end. What happens in the same moment has the same time.
 */
final class Outcome implements ExchangeEnd {
    private final String virtualService;
    private final int loop;
    private final Attempts attempts;
    private @Nullable RealServer server;
    private @Nullable Request request;
    private @Nullable Pool pool;
    private @Nullable ProxyFailure failure;
    private long startedAt;
    private long headAt;
    private long chosenAt;
    private long connectedAt;
    private long responseAt;
    private long endedAt;
    private int status;
    private long requestBytes;
    private long responseBytes;
    private long responseBodyBytes;
    private boolean reused;
    private long queuedNanos;

    Outcome(String virtualService, int loop, Attempts attempts) {
        this.virtualService = virtualService;
        this.loop = loop;
        this.attempts = attempts;
    }

    void reset() {
        server = null;
        request = null;
        pool = null;
        failure = null;
        startedAt = 0;
        headAt = 0;
        chosenAt = 0;
        connectedAt = 0;
        responseAt = 0;
        endedAt = 0;
        status = 0;
        requestBytes = 0;
        responseBytes = 0;
        responseBodyBytes = 0;
        reused = false;
        queuedNanos = 0;
    }

    void began() {
        startedAt = System.nanoTime();
    }

    /** @param atOnce whether all of the head came with its first byte */
    void headComplete(boolean atOnce) {
        headAt = atOnce ? startedAt : System.nanoTime();
    }

    /** Its real server comes from this pool. */
    void choosesFrom(Pool itsPool) {
        pool = itsPool;
    }

    /** A real server was chosen, the first or another. */
    void chose() {
        chosenAt = System.nanoTime();
        connectedAt = 0;
        reused = false;
    }

    /** @param kept whether the connection was there before */
    void connected(boolean kept) {
        reused = kept;
        connectedAt = kept ? chosenAt : System.nanoTime();
    }

    /** As {@link System#nanoTime} counts. */
    long connectedAt() {
        return connectedAt;
    }

    long startedAt() {
        return startedAt;
    }

    /** It waited so long for a real server; each wait counts. */
    void waited(long nanos) {
        queuedNanos += nanos;
    }

    /** Since its first byte. */
    long nanosSoFar() {
        return System.nanoTime() - startedAt;
    }

    void failedBy(@Nullable ProxyFailure why) {
        failure = why;
    }

    void ended(@Nullable RealServer itsServer, int itsStatus, Request itsRequest, Response response) {
        endedAt = System.nanoTime();
        request = itsRequest;
        server = itsServer;
        status = itsStatus;
        requestBytes = itsRequest.bytes();
        responseBytes = response.sentBytes();
        responseBodyBytes = response.sentBodyBytes();
        responseAt = response.headAt();
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
    public int loop() {
        return loop;
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
    public long nanosTo(Moment moment) {
        long at = switch (moment) {
            case HEAD -> headAt;
            case CHOSEN -> chosenAt;
            case CONNECTED -> connectedAt;
            case RESPONSE -> responseAt;
        };
        return at == 0 ? -1 : at - startedAt;
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
    public long responseBodyBytes() {
        return responseBodyBytes;
    }

    @Override
    public boolean connectionReused() {
        return reused;
    }

    @Override
    public int attempts() {
        return attempts.begun();
    }

    @Override
    public int failedAttempts() {
        return attempts.failed();
    }

    @Override
    public String failedServer(int attempt) {
        return attempts.failedServer(attempt).name();
    }

    @Override
    public String attemptFailure(int attempt) {
        return attempts.failure(attempt).word();
    }

    @Override
    public @Nullable String failure() {
        return failure == null ? null : failure.kind().word();
    }

    @Override
    public @Nullable String failureSide() {
        return failure == null ? null : failure.side().word();
    }

    @Override
    public @Nullable String failureDetail() {
        HeadFault fault = failure == null ? null : failure.fault();
        return fault == null ? null : fault.sentence();
    }

    @Override
    public String persistence() {
        return (request == null ? Stay.NONE : request.stay()).word();
    }

    @Override
    public String persistenceKind() {
        boolean apart = request != null && request.stay() != Stay.NONE;
        return apart && pool != null ? pool.persistence().kind() : "none";
    }

    @Override
    public byte[] clientAddress() {
        return request == null ? NO_BYTES : request.clientBytes();
    }

    @Override
    public int clientPort() {
        return request == null ? 0 : request.clientPort();
    }

    @Override
    public byte[] headBytes() {
        return request == null ? NO_BYTES : request.headBytes();
    }

    @Override
    public long requestLine() {
        return request == null ? NOWHERE : RequestParts.line(request.head());
    }

    @Override
    public long method() {
        return request == null ? NOWHERE : RequestParts.method(request.head());
    }

    @Override
    public long target() {
        return request == null ? NOWHERE : RequestParts.target(request.head());
    }

    @Override
    public long version() {
        return request == null ? NOWHERE : RequestParts.version(request.head());
    }

    @Override
    public long field(byte[] lowerCaseName) {
        return request == null ? NOWHERE : request.field(lowerCaseName);
    }

    @Override
    public long queuedNanos() {
        return queuedNanos;
    }

    @Override
    public byte[] peerAddress() {
        return request == null ? NO_BYTES : request.client().ends().peerBytes();
    }

    @Override
    public byte[] requestIdBytes() {
        return request == null ? NO_BYTES : request.origin().id().bytes();
    }

    @Override
    public long requestId() {
        return request == null ? NOWHERE : request.origin().id().span();
    }

    @Override
    public byte[] traceIdBytes() {
        return request == null ? NO_BYTES : request.origin().trace().bytes();
    }

    @Override
    public long traceId() {
        return request == null ? NOWHERE : request.origin().trace().id();
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
