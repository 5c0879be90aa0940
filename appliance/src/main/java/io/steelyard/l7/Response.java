package io.steelyard.l7;

import io.netty.buffer.ByteBuf;
import io.steelyard.l7.BodyReader.Framing;
import io.steelyard.l7.BodyReader.Output;
import io.steelyard.l7.BodyReader.Progress;
import io.steelyard.pool.Persistence;
import io.steelyard.pool.Pool;
import io.steelyard.pool.RealServer;
import org.jspecify.annotations.Nullable;

/** The way back of an exchange: reads the response as it comes and passes it on as it is. */
final class Response {
    /** Interim responses before the one that counts. */
    private static final int MOST_INTERIM = 16;

    private final HttpLoop home;
    private final Head head = new Head();
    private final HeadParser parser;
    private final BodyReader body = new BodyReader();
    private boolean headSent;
    private boolean complete;
    private boolean endsClientConnection;
    private boolean saidClose;
    private boolean switched;
    private int interim;
    private long sentHeadBytes;
    private @Nullable RealServer from;
    private @Nullable Request request;
    private @Nullable Pool pool;
    private long sentAt;
    private long headAt;
    private long ownBodyBytes;

    Response(HttpLoop home, int maxHeadBytes, int maxFields) {
        this.home = home;
        this.parser = HeadParser.ofResponses(head, maxHeadBytes, maxFields);
    }

    void reset() {
        parser.reset();
        body.begin(Framing.NONE, 0, Output.SAME);
        headSent = false;
        complete = false;
        endsClientConnection = false;
        saidClose = false;
        switched = false;
        interim = 0;
        sentHeadBytes = 0;
        headAt = 0;
        ownBodyBytes = 0;
    }

    /** The request's head goes out to this real server now; it was chosen from this pool. */
    void await(RealServer server, Request itsRequest, @Nullable Pool itsPool, long now) {
        from = server;
        request = itsRequest;
        pool = itsPool;
        sentAt = itsRequest.isComplete() ? now : 0;
    }

    void shrink() {
        from = null;
        request = null;
        pool = null;
        head.shrink();
    }

    /** Takes what the real server sent, up to the response's end, and passes it on to the exchange's client. */
    Progress received(ByteBuf data, Exchange exchange) {
        while (!headSent) {
            switch (parser.feed(data)) {
                case MORE -> {
                    return Progress.MORE;
                }
                case REFUSED -> {
                    return Progress.BROKEN;
                }
                case COMPLETE -> {
                    if (!takeHead(exchange)) {
                        return Progress.BROKEN;
                    }
                }
            }
        }
        Progress progress = body.feed(data, exchange.client().connection());
        complete = progress == Progress.COMPLETE;
        return progress;
    }

    /** False where no such response can be passed on. */
    private boolean takeHead(Exchange exchange) {
        if (exchange.request().head().connect && head.status / 100 == 2) {
            switched = true; // whatever length it announces (RFC 9110 section 9.3.6)
        } else if (head.status == 101) {
            // One that grants what nobody asked for would make a tunnel of what the client takes for HTTP.
            switched = Upgrades.grants(head, exchange.request().upgrade());
            if (!switched) {
                return false;
            }
        }
        if (switched || head.status >= 200) {
            tellHowLong();
            passHead(exchange);
            return true;
        }
        if (++interim > MOST_INTERIM) {
            return false;
        }
        if (exchange.request().head().minorVersion == 1) {
            ResponseHead.write(
                    home.writer(),
                    head,
                    ResponseHead.Form.ORDINARY,
                    false,
                    ResponseHead.Persistence.UNSAID,
                    null,
                    exchange.request().origin());
            home.writer().sendTo(exchange.client().connection());
            sentHeadBytes += home.writer().length();
        }
        parser.reset();
        return true;
    }

    /** The time to the response's head says how busy the real server is, unless it had to wait for the request's body. */
    private void tellHowLong() {
        headAt = System.nanoTime();
        if (from != null && sentAt != 0) {
            from.answered(head.status, headAt - sentAt, headAt);
        }
    }

    private void passHead(Exchange exchange) {
        boolean knowsChunks = exchange.request().head().minorVersion == 1;
        Framing framing = framing(exchange);
        boolean chunked = knowsChunks && (framing == Framing.CHUNKED || framing == Framing.UNTIL_CLOSE);
        endsClientConnection = !knowsChunks && (framing == Framing.CHUNKED || framing == Framing.UNTIL_CLOSE);
        body.begin(framing, head.contentLength, output(framing, knowsChunks));
        ResponseHead.Persistence persistence = persistence(exchange);
        saidClose = persistence == ResponseHead.Persistence.CLOSE;
        ResponseHead.write(
                home.writer(),
                head,
                form(),
                chunked,
                persistence,
                fieldOfPersistence(),
                exchange.request().origin());
        exchange.request().tellWhy(home.writer());
        home.writer().sendTo(exchange.client().connection());
        sentHeadBytes += home.writer().length();
        headSent = true;
    }

    private ResponseHead.Form form() {
        if (switched) {
            return head.status == 101 ? ResponseHead.Form.UPGRADE : ResponseHead.Form.TUNNEL;
        }
        boolean namesProtocols =
                head.status == 426 && home.service().rules().upgrades().allows(head);
        return namesProtocols ? ResponseHead.Form.UPGRADE : ResponseHead.Form.ORDINARY;
    }

    /** Lets persistence see the cookies that the real server sets, and add its own; see {@link Persistence}. */
    private byte @Nullable [] fieldOfPersistence() {
        if (from == null || pool == null || request == null) {
            return null;
        }
        Persistence persistence = pool.persistence();
        for (int field = 0; persistence.learns() && field < head.fieldCount(); field++) {
            if (head.name(field) == FieldName.SET_COOKIE) {
                persistence.learn(from, head.bytes, head.valueStart(field), head.valueEnd(field));
            }
        }
        return persistence.responseField(request, from);
    }

    /** RFC 9112 section 6.3. */
    private Framing framing(Exchange exchange) {
        if (switched
                || head.status == 204
                || head.status == 304
                || exchange.request().head().methodIs(Methods.HEAD)) {
            return Framing.NONE;
        }
        if (head.chunked) {
            return Framing.CHUNKED;
        }
        if (head.contentLength >= 0) {
            return head.contentLength == 0 ? Framing.NONE : Framing.LENGTH;
        }
        return Framing.UNTIL_CLOSE;
    }

    private static Output output(Framing framing, boolean knowsChunks) {
        if (framing == Framing.CHUNKED && !knowsChunks) {
            return Output.CONTENT;
        }
        return framing == Framing.UNTIL_CLOSE && knowsChunks ? Output.CHUNKS : Output.SAME;
    }

    private ResponseHead.Persistence persistence(Exchange exchange) {
        if (switched) {
            return ResponseHead.Persistence.UNSAID;
        }
        if (endsClientConnection || !exchange.request().keepsAlive()) {
            return ResponseHead.Persistence.CLOSE;
        }
        return exchange.request().head().minorVersion == 0
                ? ResponseHead.Persistence.KEEP_ALIVE
                : ResponseHead.Persistence.UNSAID;
    }

    /** The real server closed in good order and the body ends that way. */
    void end(Exchange exchange) {
        body.end(exchange.client().connection());
        complete = true;
    }

    /** Whether any byte of a response came. */
    boolean hasBegun() {
        return parser.hasBegun() || interim > 0;
    }

    /** Whether it makes a tunnel of its connections, which begins behind its head. */
    boolean hasSwitched() {
        return switched;
    }

    boolean isHeadSent() {
        return headSent;
    }

    boolean isComplete() {
        return complete;
    }

    boolean endsWithConnection() {
        return headSent && body.framing() == Framing.UNTIL_CLOSE;
    }

    /** Whether the real server's connection can serve another exchange after this response. */
    boolean leavesConnectionOpen() {
        boolean persistent = head.minorVersion == 1 ? !head.connectionClose : head.connectionKeepAlive;
        return complete && persistent && body.framing() != Framing.UNTIL_CLOSE;
    }

    /** Whether the client may keep its connection after this response. */
    boolean leavesClientOpen() {
        return !saidClose;
    }

    /** Whether only the end of the client's connection tells it where this response ends. */
    boolean endsClientConnection() {
        return endsClientConnection;
    }

    int status() {
        return head.status;
    }

    /** Bytes of an answer that came from the appliance itself. */
    void countSent(HeadWriter answer) {
        int bodyBytes = answer.length() - answer.headLength();
        sentHeadBytes += answer.headLength();
        ownBodyBytes += bodyBytes;
    }

    /** Bytes that went to the client through a tunnel. */
    void countTunnelled(long bytes) {
        ownBodyBytes += bytes;
    }

    long sentBytes() {
        return sentHeadBytes + sentBodyBytes();
    }

    long sentBodyBytes() {
        return ownBodyBytes + body.received();
    }

    /** When its head was there, as {@link System#nanoTime} counts; 0 where it was not. */
    long headAt() {
        return headAt;
    }
}
