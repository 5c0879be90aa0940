package io.steelyard.l7;

import io.netty.buffer.ByteBuf;
import io.steelyard.config.HttpLimits;
import io.steelyard.l7.BodyReader.Framing;
import io.steelyard.l7.BodyReader.Output;
import io.steelyard.l7.BodyReader.Progress;
import io.steelyard.net.Connection;
import io.steelyard.pool.PickRequest;
import io.steelyard.pool.Pool;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.Stay;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way there of an exchange: reads the request as it comes and passes it on as it is. */
final class Request implements PickRequest {
    private static final byte[] NOT_NEEDED = new byte[0];

    private final Head head = new Head();
    private final HeadParser parser;
    private final BodyReader body = new BodyReader();
    private final RequestOrigin origin = new RequestOrigin();
    private @Nullable ClientHandler client;
    private @Nullable RealServer tried;
    private Stay stay = Stay.NONE;
    private @Nullable Why why;
    private List<String> upgrade = List.of();
    private boolean complete;
    private long tunnelled;
    private final int maxHeadBytes;
    private final int maxFields;

    Request(int maxHeadBytes, int maxFields) {
        this.maxHeadBytes = maxHeadBytes;
        this.maxFields = maxFields;
        this.parser = HeadParser.ofRequests(head, maxHeadBytes, maxFields);
    }

    /** Whether it takes heads as long as these limits allow, and no longer. */
    boolean isFor(HttpLimits limits) {
        return maxHeadBytes == limits.headBytes() && maxFields == limits.fields();
    }

    void begin(ClientHandler newClient) {
        client = newClient;
        origin.begin(newClient.ends());
        tried = null;
        stay = Stay.NONE;
        why = null;
        complete = false;
        upgrade = List.of();
        tunnelled = 0;
        parser.reset();
        parser.takesConnect(newClient.rules().upgrades().takeConnect());
        body.begin(Framing.NONE, 0, Output.SAME);
    }

    void clear() {
        client = null;
        tried = null;
        origin.clear();
        head.shrink();
    }

    Head head() {
        return head;
    }

    HeadParser.Progress readHead(ByteBuf data) {
        return parser.feed(data);
    }

    /** What was wrong with the head that was refused. */
    HeadFault fault() {
        HeadFault fault = parser.fault();
        return fault == null ? HeadFault.BAD_REQUEST_LINE : fault;
    }

    boolean hasBegun() {
        return parser.hasBegun();
    }

    /** The head is complete: finds out where the request came from. */
    void readOrigin(OriginRules rules, Ids ids) {
        origin.read(rules, head, ids);
    }

    /** Where it came from; not known before {@link #readOrigin}. */
    RequestOrigin origin() {
        return origin;
    }

    /** The head is complete; what follows is the body, if there is one (RFC 9112 section 6.3). */
    void beginBody() {
        Framing framing = head.chunked ? Framing.CHUNKED : head.contentLength > 0 ? Framing.LENGTH : Framing.NONE;
        body.begin(framing, head.contentLength, Output.SAME);
        complete = body.isEmpty();
        if (head.connectionUpgrade) {
            upgrade = client().rules().upgrades().askedBy(head);
        }
    }

    /** The protocols that it asks to change to and that it may; none where it is a request like any other. */
    List<String> upgrade() {
        return upgrade;
    }

    Progress readBody(ByteBuf data, Connection to) {
        Progress progress = body.feed(data, to);
        complete = progress == Progress.COMPLETE;
        return progress;
    }

    /** Whether all of it was received. */
    boolean isComplete() {
        return complete;
    }

    long bodyBytes() {
        return body.received();
    }

    long bytes() {
        return head.length + body.received() + tunnelled;
    }

    /** Its connection became a tunnel, and the client sent this much through it. */
    void countTunnelled(long bytes) {
        tunnelled = bytes;
    }

    boolean isHead() {
        return head.methodEnd > 0 && head.methodIs(Methods.HEAD);
    }

    /**
     * Whether the client wants to keep its connection (RFC 9112 section 9.3). What it sent behind a request for another
     * protocol, without waiting for the answer, may be that protocol's and is never read as requests; behind CONNECT
     * that is so usual that its connection is not kept at all.
     */
    boolean wantsKeepAlive() {
        boolean unlessSaid = head.minorVersion == 1;
        return (unlessSaid || head.connectionKeepAlive)
                && !head.connectionClose
                && !head.connect
                && (upgrade.isEmpty() || !client().hasSentAhead());
    }

    /** Whether the client's connection may have another exchange after this one, as far as the request goes. */
    boolean keepsAlive() {
        return complete && wantsKeepAlive() && !client().isLeaving();
    }

    /** Whether sending it twice means the same as once, with no body that is already gone. */
    boolean isRepeatable() {
        return body.isEmpty() && Methods.isIdempotent(head);
    }

    /** Writes the head as the real server gets it. */
    void writeHead(HeadWriter out) {
        RequestHead.write(out, head, origin, authority(), upgrade);
    }

    /** What stands for the host name that an HTTP/1.0 client did not send: the address it talked to. */
    private byte[] authority() {
        if (head.hostField >= 0 || head.hasAuthority()) {
            return NOT_NEEDED;
        }
        int port = client().ends().local().getPort();
        return (port == 80 ? localHost() : localHost() + ":" + port).getBytes(StandardCharsets.US_ASCII);
    }

    /** The address that the client talked to, an IPv6 address in brackets. */
    String localHost() {
        InetSocketAddress local = client().ends().local();
        String host = local.getAddress().getHostAddress();
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    ClientHandler client() {
        ClientHandler present = client;
        if (present == null) {
            throw new IllegalStateException("a request that is over has no client");
        }
        return present;
    }

    /** This real server failed it; another is better, if there is one. */
    void avoid(RealServer failed) {
        tried = failed;
    }

    @Override
    public byte[] hostBytes() {
        return head.bytes;
    }

    @Override
    public int hostStart() {
        return head.hostStart;
    }

    @Override
    public int hostEnd() {
        return head.hostEnd;
    }

    @Override
    public InetSocketAddress clientAddress() {
        Provenance from = origin.provenance();
        return from.isOther()
                ? ClientEnds.address(from.address())
                : client().ends().remote();
    }

    /** The client's port, 0 where it is not known. */
    int clientPort() {
        return origin.provenance().isOther() ? 0 : client().ends().remote().getPort();
    }

    @Override
    public byte[] clientBytes() {
        return origin.provenance().address();
    }

    @Override
    public byte[] headBytes() {
        return head.bytes;
    }

    @Override
    public long path() {
        return RequestParts.path(head);
    }

    @Override
    public long query() {
        return RequestParts.query(head);
    }

    @Override
    public long queryItem(byte[] name) {
        return RequestParts.queryItem(head, name);
    }

    @Override
    public long field(byte[] lowerCaseName) {
        return RequestParts.field(head, lowerCaseName);
    }

    @Override
    public long cookie(byte[] name) {
        return RequestParts.cookie(head, name);
    }

    @Override
    public @Nullable RealServer tried() {
        return tried;
    }

    @Override
    public void decided(Stay persistence) {
        stay = persistence;
    }

    /** Notes from here on why it goes where it goes, if there is somebody to be told and its sender is one of them. */
    void explain(@Nullable Debug debug, Outcome outcome, Attempts attempts) {
        if (debug != null && debug.isFor(this)) {
            why = new Why(this, outcome, attempts);
        }
    }

    @Nullable
    RealServer pickFrom(Pool pool) {
        return why == null ? pool.pick(this) : why.pick(pool);
    }

    /** It goes to this real server. */
    void given(RealServer server) {
        if (why != null) {
            why.given(server);
        }
    }

    /** Puts into the head that is there why it went where it went, if that is to be told. */
    void tellWhy(HeadWriter out) {
        if (why != null) {
            why.addTo(out);
        }
    }

    /** What persistence decided last. */
    Stay stay() {
        return stay;
    }
}
