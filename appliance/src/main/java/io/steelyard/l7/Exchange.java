package io.steelyard.l7;

import io.netty.buffer.ByteBuf;
import io.steelyard.config.HttpLimits;
import io.steelyard.net.ConnectFault;
import io.steelyard.pool.RealServer;
import io.steelyard.route.Route;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request with its response, from the first byte of the one to the last of the other. {@link #proceed} lists
 * the stages in order; {@link WayBack} hears the real server.
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
    private final Answering answering;
    private final WayBack wayBack;
    private Stage stage = Stage.OVER;
    private @Nullable SwitchedExchange switched;

    Exchange(HttpLoop home, HttpLimits limits) {
        this.home = home;
        this.request = new Request(limits.headBytes(), limits.fields());
        this.response = new Response(home, limits.headBytes(), limits.fields());
        this.outcome = new Outcome(home.service().name(), home.loop().index(), attempts);
        this.hold = new ServerHold(home, this);
        this.choice = new ServerChoice(home, this, outcome);
        this.answering = new Answering(home, request, response);
        this.wayBack = new WayBack(this, request, response, hold);
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

    /** Who hears its real server. */
    WayBack wayBack() {
        return wayBack;
    }

    /** Whether the request goes to the real server, and the response comes. */
    boolean isForwarding() {
        return stage == Stage.FORWARDING;
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
            case MORE -> client().deadlines().awaitHead();
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
     * {@link WayBack#received}.
     */
    private void proceed() {
        request.beginBody();
        if (request.isComplete()) {
            client().deadlines().awaitNothing();
        } else {
            client().deadlines().awaitBody();
        }
        request.readOrigin(client().rules().origin(), home.ids());
        request.explain(home.service().rules().debug(), outcome, attempts);
        ProxyFailure.Kind refusal = home.service().door().refusal(request);
        if (refusal != null) {
            fail(ProxyFailure.ofAppliance(refusal));
            return;
        }
        if (request.head().maxForwards == 0) {
            end(200, answering.options());
            return;
        }
        Route route = home.service().routes().find(request);
        if (route instanceof Route.Redirect redirect) {
            end(redirect.status(), answering.redirect(redirect));
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
        hold.watch(request.isComplete());
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
            case COMPLETE -> client().deadlines().awaitNothing();
            case BROKEN -> {
                fail(ProxyFailure.ofClient(ProxyFailure.Kind.BAD_BODY));
                return;
            }
        }
        hold.watch(request.isComplete());
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
            hold.watch(request.isComplete());
        }
    }

    /** The response made a tunnel of its connections; {@code ahead} came behind its head. */
    void becomeTunnel(ServerConnection from, ByteBuf ahead) {
        stage = Stage.SWITCHED;
        switched = new SwitchedExchange(home, this, response, from, ahead);
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

    /** @param reusable whether the real server's connection can serve another exchange */
    void responseComplete(boolean reusable) {
        letServerGo(reusable && request.isComplete());
        // A client that was not told that this was the last answer may be sending its next request.
        end(response.status(), request.wantsKeepAlive() && request.isComplete() && response.leavesClientOpen());
    }

    /** Whether this real server was chosen for it, and is not done with it. */
    boolean isWith(RealServer its) {
        return hold.isWith(its);
    }

    /** The real server failed it: another attempt follows, or the client is told. */
    void serverFailed(ProxyFailure itsFailure) {
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
        end(OwnAnswer.statusOf(why), answering.failure(why));
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
}
