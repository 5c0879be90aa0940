package io.steelyard.l7;

import io.netty.buffer.ByteBuf;
import io.steelyard.net.Connection;
import io.steelyard.net.ConnectionHandler;
import io.steelyard.pool.RealServer;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: a sequence of exchanges, one at a time and answered in order. Bytes that come before the
 * exchange they belong to can take them (pipelined requests, a body before the real server is connected) wait in a
 * bounded stash while reading is paused.
 * How long each state may last is for {@link ClientDeadlines} to say.
 */
final class ClientHandler implements ConnectionHandler {
    private final HttpLoop home;
    private final Connection connection;
    /** What the door knows of it. */
    final Visit visit;

    private final ClientDeadlines deadlines;
    private final ClientEnds ends;

    /** What has to be said before the first request; null when it was. */
    private @Nullable ProxyIntake intake;

    private final OwnServers ownServers;
    private @Nullable Exchange exchange;
    private final Stash stash = new Stash();
    private boolean processing;
    private boolean inputEnded;
    private boolean gone;
    /** Whether the next answer is its last, and how long the client may take to ask for it. */
    private boolean leaving;

    private long graceNanos;

    /** @param refusal why it is turned away; null where it is welcome */
    ClientHandler(HttpLoop home, Connection connection, ProxyFailure.@Nullable Kind refusal) {
        this.visit = new Visit(refusal);
        this.home = home;
        this.connection = connection;
        this.ends = new ClientEnds(connection);
        this.ownServers = new OwnServers(home);
        this.intake = home.service().rules().proxy().intake(ends);
        connection.handler(this);
        this.deadlines = new ClientDeadlines(home, this);
    }

    /** Whether it is known whose connection it is. */
    boolean isIntroduced() {
        return intake == null;
    }

    Connection connection() {
        return connection;
    }

    /** Whether bytes have come that no exchange has taken yet. */
    boolean hasSentAhead() {
        return !stash.isEmpty();
    }

    /** The rules of the virtual service, as they are now. */
    HttpRules rules() {
        return home.service().rules();
    }

    /** What it waits for, and for how long. */
    ClientDeadlines deadlines() {
        return deadlines;
    }

    /** The one that is under way; null between two. */
    @Nullable
    Exchange exchange() {
        return exchange;
    }

    /** Who the client is, and where it came to. */
    ClientEnds ends() {
        return ends;
    }

    @Override
    public void received(ByteBuf data) {
        if (deadlines.isEnding()) {
            return;
        }
        if (intake != null) {
            introduce(intake, data);
            return;
        }
        if (stash.isEmpty()) {
            process(data);
        }
        if (data.isReadable() && !gone && !deadlines.isEnding()) {
            putAside(data);
        }
    }

    /** Reads for whom the connection is; what follows in the same piece is received like anything else. */
    private void introduce(ProxyIntake reading, ByteBuf data) {
        reading.feed(data);
        if (reading.refusal() != null) {
            refuse(reading.refusal());
        } else if (reading.isOver()) {
            intake = null;
            reading.applyTo(ends);
            home.recognise(this);
            reading.handOn(data, this);
        }
    }

    /** Ends a connection that never came to a request. */
    private void refuse(String reason) {
        deadlines.end();
        home.service().listener().requestRefused(home.service().name(), reason, 0);
        connection.abort();
    }

    /** The connections to real servers that are for this client alone. */
    OwnServers ownServers() {
        return ownServers;
    }

    /** Hands out bytes for as long as somebody takes them. */
    private void process(ByteBuf data) {
        if (processing) {
            return;
        }
        processing = true;
        try {
            while (data.isReadable() && connection.isOpen() && !deadlines.isAwaiting(Waiting.LINGERING)) {
                Exchange current = exchange;
                if (current == null) {
                    if (!connection.isWritable()) {
                        deadlines.awaitWritable(); // who does not take its answers gets no more of them
                        return;
                    }
                    current = home.newExchange(this);
                    exchange = current;
                }
                if (!current.wantsInput()) {
                    return;
                }
                current.clientReceived(data);
            }
        } finally {
            processing = false;
        }
    }

    private void putAside(ByteBuf data) {
        stash.add(data);
        if (stash.isFull()) {
            connection.pauseReading();
        }
    }

    /** Somebody takes input again: first what waits, then what comes. */
    void resume() {
        ByteBuf held = stash.held();
        if (held != null && !processing) {
            process(held);
            stash.dropRead();
        }
        if (stash.isEmpty() && !gone) {
            connection.resumeReading();
        }
        if (inputEnded && stash.isEmpty()) {
            afterLastInput();
        }
    }

    /** The exchange became a tunnel: what has come since is for it, and so is everything from now on. */
    void handTo(ConnectionHandler tunnel) {
        deadlines.handOver();
        ByteBuf held = stash.held();
        if (held != null) {
            tunnel.received(held);
            stash.drop();
        }
        if (inputEnded) {
            tunnel.inputEnded();
        }
    }

    /** The exchange is over; {@code stays} if the connection may have another. */
    void exchangeEnded(Exchange ended, boolean stays) {
        boolean moreInput = !ended.request().isComplete();
        exchange = null;
        home.putBack(ended);
        if (gone) {
            return;
        }
        if (!stays || (leaving && graceNanos == 0)) {
            close(moreInput || !stash.isEmpty());
            return;
        }
        deadlines.awaitNextRequest(leaving ? graceNanos : Long.MAX_VALUE);
        if (!stash.isEmpty() || inputEnded) {
            // Not from here: a thousand pipelined requests must not become a thousand frames of the stack.
            home.loop().eventLoop().execute(this::resume);
        }
    }

    /** Ends the connection after what was written is sent; {@code stillSending} if the client may not be done. */
    void close(boolean stillSending) {
        stash.drop();
        if (stillSending && !inputEnded) {
            // Closing with unread bytes would reset the connection and could take the answer with it.
            deadlines.linger();
            connection.finishWriting();
            connection.resumeReading();
            return;
        }
        deadlines.awaitClose();
        connection.close();
    }

    void abort() {
        connection.abort();
    }

    boolean isLeaving() {
        return leaving || visit.refusal != null || home.service().isDraining();
    }

    /**
     * Finishes the exchange that is under way, then closes. Where there is none, the client has this long to send a last
     * request; where it has not sent any yet, {@link Times#FIRST_REQUEST_NANOS} at the least, as it could not know.
     */
    void drain(long grace) {
        leaving = true;
        graceNanos = grace;
        if (!stash.isEmpty()) {
            return; // the next request is there already
        }
        if (deadlines.isAwaiting(Waiting.NEXT_REQUEST)) {
            if (graceNanos == 0) {
                close(false);
            } else {
                deadlines.awaitNextRequest(graceNanos);
            }
        } else if (deadlines.isAwaiting(Waiting.HEAD) && (exchange == null || exchange.hasNotBegun())) {
            deadlines.shortenHead(Math.max(graceNanos, Times.FIRST_REQUEST_NANOS));
        }
    }

    /** Ends the exchange if it is with this real server; a tunnel in good order. */
    void cut(RealServer server) {
        if (exchange != null && exchange.isWith(server) && !closeTunnel()) {
            exchange.wayBack().late();
        }
    }

    /** Ends now: a tunnel in good order, anything else at once. */
    void end() {
        if (!closeTunnel()) {
            abort();
        }
    }

    private boolean closeTunnel() {
        SwitchedExchange tunnel = exchange == null ? null : exchange.switched();
        if (tunnel != null) {
            tunnel.close();
        }
        return tunnel != null;
    }

    /** Closes its tunnel if it goes to this real server. */
    void closeTunnel(RealServer server) {
        if (exchange != null && exchange.isWith(server)) {
            closeTunnel();
        }
    }

    /** The head, or what has to be said before it, did not come in time. */
    void headLate() {
        Exchange current = exchange;
        if (intake != null) {
            refuse(ProxyIntake.LATE);
        } else if (current == null || current.hasNotBegun()) {
            close(false);
        } else {
            current.requestLate();
        }
    }

    @Override
    public void writable() {
        deadlines.takenAgain();
        if (exchange != null) {
            exchange.clientWritable();
        } else if (!stash.isEmpty()) {
            resume();
        }
    }

    @Override
    public void inputEnded() {
        inputEnded = true;
        if (deadlines.isAwaiting(Waiting.LINGERING)) {
            deadlines.end();
            connection.close();
            return;
        }
        if (stash.isEmpty()) {
            afterLastInput();
        }
    }

    /** Nothing more will come: a request that is whole is still answered, anything less is over. */
    private void afterLastInput() {
        Exchange current = exchange;
        if (current == null || current.hasNotBegun()) {
            close(false);
        } else if (!current.request().isComplete() || current.isGivenUpAtEndOfInput()) {
            current.clientLost(ProxyFailure.Kind.CLIENT_GONE);
        }
    }

    @Override
    public void closed() {
        gone = true;
        deadlines.forget();
        stash.drop();
        Exchange current = exchange;
        if (current != null) {
            current.clientLost(ProxyFailure.Kind.CLIENT_GONE);
        }
        ownServers.closeAll();
        home.left(this);
    }
}
