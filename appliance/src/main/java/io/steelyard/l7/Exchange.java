package io.steelyard.l7;

import io.netty.buffer.ByteBuf;
import io.steelyard.config.HttpLimits;
import io.steelyard.net.ConnectFault;
import io.steelyard.pool.RealServer;
import io.steelyard.route.Route;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request with its response, from the first byte of the one to the last of the other. {@link #proceed} lists
 * the stages in order; {@link Response} is the way back.
 *
 * <p>It is used again for the next request when it is over, so a request in the steady state allocates nothing here.
 * All of it happens on one event loop: the client's, which is also that of the connection to the real server.
 */
final class Exchange {
    private final HttpLoop home;
    private final Request request;
    private final Response response;
    private final Outcome outcome;
    private final Attempts attempts = new Attempts();
    private final ServerHold hold;
    private final ServerChoice choice;
    private Stage stage = Stage.OVER;
    private @Nullable SwitchedExchange switched;

    Exchange(HttpLoop home, HttpLimits limits) {
        this.home = home;
        this.request = new Request(limits.headBytes(), limits.fields());
        this.response = new Response(home, limits.headBytes(), limits.fields());
        this.outcome = new Outcome(home.service().name(), home.loop().index(), attempts);
        this.hold = new ServerHold(home, this);
        this.choice = new ServerChoice(home, this, outcome);
    }

    void begin(ClientHandler newClient) {
        stage = Stage.READING_HEAD;
        request.begin(newClient);
        response.reset();
        attempts.reset();
        outcome.reset();
    }

    /** Lets go of everything, to wait for its next use. */
    void clear() {
        hold.clear();
        choice.clear();
        switched = null;
        request.clear();
        response.shrink();
    }

    /** Whether bytes from the client are for this exchange and can be taken now. */
    boolean wantsInput() {
        return stage == Stage.READING_HEAD || (stage == Stage.FORWARDING && !request.isComplete());
    }

    boolean hasNotBegun() {
        return stage == Stage.READING_HEAD && !request.hasBegun();
    }

    Request request() {
        return request;
    }

    void clientReceived(ByteBuf data) {
        if (stage == Stage.READING_HEAD) {
            readHead(data);
        } else {
            readBody(data);
        }
    }

    private void readHead(ByteBuf data) {
        boolean first = !request.hasBegun();
        if (first) {
            outcome.began();
        }
        switch (request.readHead(data)) {
            case MORE -> client().awaitHead();
            case REFUSED -> fail(ProxyFailure.ofRequestHead(request.fault()));
            case COMPLETE -> {
                outcome.headComplete(first);
                proceed();
            }
        }
    }

    /**
     * The whole way of a request whose head is there, stage by stage. What a stage must wait for goes on where it left
     * off: a real server in {@link #chosen}, a connection in {@link #connected}, the response in
     * {@link Response#received}.
     */
    private void proceed() {
        request.beginBody();
        if (request.isComplete()) {
            client().awaitNothing();
        } else {
            client().awaitBody();
        }
        request.readOrigin(client().rules().origin(), home.ids());
        request.explain(home.service().rules().debug(), outcome, attempts);
        ProxyFailure.Kind refusal = home.service().door().refusal(request);
        if (refusal != null) {
            fail(ProxyFailure.ofAppliance(refusal));
            return;
        }
        if (request.head().maxForwards == 0) {
            OwnAnswer.options(home.writer(), request, !staysAfterOwnAnswer());
            answer(200, staysAfterOwnAnswer());
            return;
        }
        Route route = home.service().routes().find(request);
        if (route instanceof Route.Redirect redirect) {
            OwnAnswer.redirect(home.writer(), redirect, request, !staysAfterOwnAnswer());
            answer(redirect.status(), staysAfterOwnAnswer());
            return;
        }
        home.requests().count(outcome.startedAt());
        stage = Stage.CHOOSING;
        choice.begin(((Route.ToPool) route).pool());
    }

    /** There is a real server, of which this exchange has a place. */
    void chosen(RealServer server) {
        request.given(server);
        hold.take(server);
        connectTo(server, hold.findIdle(server));
    }

    private void connectTo(RealServer chosen, @Nullable ServerConnection kept) {
        stage = Stage.CONNECTING;
        attempts.begin();
        outcome.chose();
        if (kept == null) {
            hold.connect(chosen);
        } else {
            connected(kept);
        }
    }

    /** There is a connection to the real server, new or kept from before. */
    void connected(ServerConnection connection) {
        forwardOn(connection);
        client().resume();
    }

    void connectFailed(ConnectFault fault) {
        serverFailed(ProxyFailure.ofConnect(fault));
    }

    private void forwardOn(ServerConnection connection) {
        stage = Stage.FORWARDING;
        hold.take(connection);
        outcome.connected(connection.wasKeptAlive());
        request.writeHead(home.writer());
        home.writer().sendTo(connection.connection());
        response.await(connection.server(), request, choice.pool(), outcome.connectedAt());
        watch(connection);
    }

    /** The real server's time runs only while it is its turn, not while it waits for the client's body. */
    private void watch(ServerConnection its) {
        if (request.isComplete() || !its.connection().isWritable()) {
            its.expectWithin(home.service().timeouts().responseNanos());
        } else {
            its.expectNothing();
        }
    }

    private void readBody(ByteBuf data) {
        ServerConnection to = hold.connection();
        if (to == null) {
            return;
        }
        switch (request.readBody(data, to.connection())) {
            case MORE -> {
                if (!to.connection().isWritable()) {
                    client().connection().pauseReading();
                }
            }
            case COMPLETE -> client().awaitNothing();
            case BROKEN -> {
                fail(ProxyFailure.ofClient(ProxyFailure.Kind.BAD_BODY));
                return;
            }
        }
        watch(to);
    }

    /** Whether it waits for a real server, and is given up when its client ends its sending. */
    boolean isGivenUpAtEndOfInput() {
        return choice.isWaiting() && home.service().rules().queue().leaveOnClose();
    }

    /** Whether it is this side that makes the client wait with its body. */
    boolean holdsInputBack() {
        return hold.isHeldBack();
    }

    /** The request, head or body, did not come in time. */
    void requestLate() {
        boolean inHead = stage == Stage.READING_HEAD;
        fail(ProxyFailure.ofClient(inHead ? ProxyFailure.Kind.HEAD_TIMEOUT : ProxyFailure.Kind.BODY_TIMEOUT));
    }

    /** Nothing can be told to the client any more; {@code kind} says why. */
    void clientLost(ProxyFailure.Kind kind) {
        if (stage == Stage.OVER || stage == Stage.SWITCHED) {
            return; // a tunnel hears of the loss itself
        }
        if (hasNotBegun()) {
            stage = Stage.OVER;
            return;
        }
        outcome.failedBy(ProxyFailure.ofClient(kind));
        letServerGo(false);
        if (response.isHeadSent()) {
            cutResponse();
        } else {
            end(0, false);
        }
    }

    void clientWritable() {
        ServerConnection its = hold.connection();
        if (its != null) {
            its.connection().resumeReading();
            watch(its);
        }
    }

    void serverReceived(ByteBuf data) {
        ServerConnection from = hold.connection();
        if (from == null || stage != Stage.FORWARDING) {
            return;
        }
        switch (response.received(data, this)) {
            case MORE -> {
                if (client().connection().isWritable()) {
                    watch(from);
                } else {
                    from.connection().pauseReading();
                    from.expectNothing();
                    client().awaitWritable();
                }
            }
            case COMPLETE -> {
                if (response.hasSwitched()) {
                    stage = Stage.SWITCHED;
                    switched = new SwitchedExchange(home, this, response, from, data);
                } else {
                    responseComplete(!data.isReadable() && response.leavesConnectionOpen());
                }
            }
            case BROKEN -> serverFailed(ProxyFailure.ofServer(ProxyFailure.Kind.BAD_RESPONSE, false));
        }
    }

    /** The tunnel that it became; null before and for most. */
    @Nullable
    SwitchedExchange switched() {
        return switched;
    }

    /** Both connections of the tunnel are gone; null where it ended well. */
    void tunnelEnded(@Nullable ProxyFailure why) {
        outcome.failedBy(why);
        hold.letGo(false, false);
        end(response.status(), false);
    }

    private void responseComplete(boolean reusable) {
        letServerGo(reusable && request.isComplete());
        // A client that was not told that this was the last answer may be sending its next request.
        end(response.status(), request.wantsKeepAlive() && request.isComplete() && response.leavesClientOpen());
    }

    /** The real server ended its direction in good order, or the connection is gone. */
    void serverEnded(boolean orderly) {
        if (stage != Stage.FORWARDING) {
            return;
        }
        if (orderly && response.endsWithConnection()) {
            response.end(this);
            responseComplete(false);
            return;
        }
        boolean nothingCame = !response.hasBegun();
        serverFailed(ProxyFailure.ofServer(
                nothingCame ? ProxyFailure.Kind.CLOSED_EARLY : ProxyFailure.Kind.RESPONSE_CUT,
                nothingCame && request.isRepeatable()));
    }

    /** Whether this real server was chosen for it, and is not done with it. */
    boolean isWith(RealServer its) {
        return hold.isWith(its);
    }

    void serverLate() {
        serverFailed(ProxyFailure.ofServer(
                response.isHeadSent() ? ProxyFailure.Kind.RESPONSE_CUT : ProxyFailure.Kind.RESPONSE_TIMEOUT, false));
    }

    void serverWritable() {
        ServerConnection its = hold.connection();
        if (its != null && !request.isComplete()) {
            watch(its);
            client().resume();
        }
    }

    private void serverFailed(ProxyFailure itsFailure) {
        RealServer failed = hold.server();
        // A kept connection had closed while it was idle, most likely; that says nothing of the real server.
        boolean stale = hold.hasKeptConnection();
        if (failed == null || !attempts.mayFollow(failed, itsFailure, stale, home.service())) {
            fail(itsFailure);
            return;
        }
        response.reset();
        if (itsFailure.mayHaveArrived()) {
            home.service().listener().exchangeRepeated(home.service().name(), failed.name());
        }
        if (stale) {
            hold.dropConnection();
            connectTo(failed, null);
            return;
        }
        letServerGo(false);
        outcome.attemptFailed(failed, itsFailure, request, home.service().listener());
        request.avoid(failed);
        stage = Stage.CHOOSING;
        choice.again();
    }

    void fail(ProxyFailure why) {
        if (stage == Stage.OVER) {
            return;
        }
        outcome.failedBy(why);
        letServerGo(false);
        if (response.isHeadSent()) {
            cutResponse();
            return;
        }
        boolean stays = staysAfterOwnAnswer() && why.side() != ProxyFailure.Side.CLIENT;
        OwnAnswer.failure(home.writer(), why, home.service().rules().errorPages(), request, !stays);
        answer(OwnAnswer.statusOf(why), stays);
    }

    /** Our own answers say nothing of keep-alive, so they end the connections of HTTP/1.0 clients. */
    private boolean staysAfterOwnAnswer() {
        return keepsAlive()
                && request.head().minorVersion == 1
                && request.upgrade().isEmpty();
    }

    /** Sends what the writer holds, as an answer of our own. */
    private void answer(int status, boolean stays) {
        request.tellWhy(home.writer());
        home.writer().sendTo(client().connection());
        response.countSent(home.writer());
        end(status, stays);
    }

    /** What was promised can't be kept, and the client must be able to tell. */
    private void cutResponse() {
        if (response.endsClientConnection()) {
            client().abort(); // an orderly end would look like the response's
        }
        end(response.status(), false);
    }

    private void letServerGo(boolean reusable) {
        choice.leave();
        hold.letGo(response.isComplete(), reusable);
    }

    private void end(int status, boolean stays) {
        stage = Stage.OVER;
        outcome.ended(hold.server(), status, request, response);
        outcome.announce(home.service().listener());
        client().exchangeEnded(this, stays);
    }

    ClientHandler client() {
        return request.client();
    }

    /** Whether the client's connection may have another exchange after this one, as far as the request goes. */
    boolean keepsAlive() {
        return request.isComplete() && request.wantsKeepAlive() && !client().isLeaving();
    }
}
