package io.steelyard.l7;

import io.steelyard.net.Deadline;

/**
 * The times of a client's connection. Every state has an end: a head, a body's progress, the next request, the client's
 * taking of what is sent, and the moment after the last answer in which the client may still be sending (RFC 9112 section
 * 9.6).
 */
final class ClientDeadlines {
    private final HttpLoop home;
    private final ClientHandler client;
    private final Deadline deadline = new Deadline(this::late);
    private final Deadline writeDeadline = new Deadline(this::stalled);
    private Waiting waiting = Waiting.HEAD;

    /** Bytes of the request's body when the present span of watching began. */
    private long bodyMark;

    /** Begins with the time that a head may take. */
    ClientDeadlines(HttpLoop home, ClientHandler client) {
        this.home = home;
        this.client = client;
        arm(home.service().timeouts().headNanos());
    }

    private void arm(long nanos) {
        home.loop().arm(deadline, nanos);
    }

    boolean isAwaiting(Waiting what) {
        return waiting == what;
    }

    /** Whether nothing that comes counts any more. */
    boolean isEnding() {
        return waiting == Waiting.LINGERING || waiting == Waiting.CLOSING;
    }

    /** The request's head is under way; its time runs from its first byte. */
    void awaitHead() {
        if (waiting != Waiting.HEAD) {
            waiting = Waiting.HEAD;
            arm(home.service().timeouts().headNanos());
        }
    }

    void awaitBody() {
        waiting = Waiting.BODY;
        bodyMark = 0;
        arm(home.service().timeouts().bodyNanos());
    }

    void awaitNothing() {
        waiting = Waiting.NOTHING;
        home.loop().disarm(deadline);
    }

    /** @param most how long at the most, whatever the configuration says */
    void awaitNextRequest(long most) {
        waiting = Waiting.NEXT_REQUEST;
        arm(Math.min(most, home.service().timeouts().idleNanos()));
    }

    /** What was written waits for the client to take it. */
    void awaitWritable() {
        if (!writeDeadline.isArmed()) {
            home.loop().arm(writeDeadline, home.service().timeouts().writeNanos());
        }
    }

    void takenAgain() {
        home.loop().disarm(writeDeadline);
    }

    void linger() {
        waiting = Waiting.LINGERING;
        arm(Times.LINGER_NANOS);
    }

    /** The connection closes once what was written is taken. */
    void awaitClose() {
        waiting = Waiting.CLOSING;
        arm(home.service().timeouts().writeNanos());
    }

    /** What comes from here on does not count; no time is set. */
    void end() {
        waiting = Waiting.CLOSING;
    }

    /** A first request has this long at the most. */
    void shortenHead(long nanos) {
        arm(Math.min(nanos, home.service().timeouts().headNanos()));
    }

    /** The connection is somebody else's now. */
    void handOver() {
        awaitNothing();
        home.loop().disarm(writeDeadline);
    }

    /** The connection is gone. */
    void forget() {
        home.loop().forget(deadline);
        home.loop().forget(writeDeadline);
    }

    private void late() {
        switch (waiting) {
            case NOTHING -> {}
            case NEXT_REQUEST -> client.close(false);
            case HEAD -> client.headLate();
            case BODY -> watchBody();
            case LINGERING, CLOSING -> client.abort();
        }
    }

    /** The body's time is over: was there enough of it? */
    private void watchBody() {
        Exchange current = client.exchange();
        if (current == null || current.request().isComplete()) {
            return;
        }
        long span = home.service().timeouts().bodyNanos();
        long least = Math.max(1, home.service().limits().bodyRate() * (span / 1_000_000) / 1000);
        long now = current.request().bodyBytes();
        if (current.wantsInput() && !current.holdsInputBack() && now - bodyMark < least) {
            current.requestLate();
            return;
        }
        bodyMark = now;
        arm(span);
    }

    private void stalled() {
        Exchange current = client.exchange();
        if (current != null) {
            current.clientLost(ProxyFailure.Kind.CLIENT_STALLED);
        }
        client.abort();
    }
}
