package io.steelyard.l7;

import io.steelyard.config.ClientLimits;
import io.steelyard.l7.DoorRules.EachClient;
import io.steelyard.l7.ProxyFailure.Kind;
import io.steelyard.limit.ClientTable;
import io.steelyard.limit.ClientTally;
import io.steelyard.limit.Rate;
import io.steelyard.limit.TokenBucket;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who comes in: holds connections and requests to the limits of a virtual service and of each client. Thread-safe, without
 * a lock.
 *
 * <p>A connection too many is not closed without a word. It may send one request, which is answered with the reason, and is
 * closed then. Only so many are treated so at once; past that, saying why would cost more than what the limit saves, and
 * they are reset.
 */
final class Door {
    /** Connections that are told at once why they are not welcome. */
    static final int MOST_TURNED_AWAY = 256;

    /** How often a client is looked up again whose tally has just made room for another. */
    private static final int TRIES = 3;

    private final LongSupplier nanoClock;
    private final TokenBucket connecting;
    private final TokenBucket asking;
    private final AtomicInteger turnedAway = new AtomicInteger();
    private volatile DoorRules rules;
    private volatile @Nullable ClientTable table;

    /** @param nanoClock as {@link System#nanoTime} */
    Door(DoorRules rules, LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.connecting = new TokenBucket(nanoClock.getAsLong());
        this.asking = new TokenBucket(nanoClock.getAsLong());
        this.rules = rules;
        this.table = rules.clients() == null ? null : table(rules.clients().written());
    }

    private static ClientTable table(ClientLimits limits) {
        return new ClientTable(
                limits.entries(), limits.prefix().ipv4(), limits.prefix().ipv6(), new SplittableRandom().nextLong());
    }

    /** Goes by these from now on. What is counted of clients stays, unless they are told apart in another way. */
    void follow(DoorRules next) {
        EachClient was = rules.clients();
        EachClient each = next.clients();
        if (each == null) {
            table = null;
        } else if (was == null || !was.tellsApartAs(each)) {
            table = table(each.written());
        }
        rules = next;
    }

    /** How often a client was not counted for want of room, since the table was made. */
    long uncounted() {
        ClientTable clients = table;
        return clients == null ? 0 : clients.uncounted();
    }

    /**
     * Why one more connection is not welcome, whoever its client is; null where it is.
     *
     * @param others connections that are there already, those that are turned away among them
     */
    @Nullable
    Kind refusal(int others) {
        DoorRules now = rules;
        if (others - turnedAway.get() >= now.connections()) {
            return Kind.TOO_MANY_CONNECTIONS;
        }
        return isOver(now.connectionRate(), connecting) ? Kind.CONNECTION_RATE : null;
    }

    /** Whether a connection that is not welcome is told so; else it is to be reset. {@link #left} must follow if it is. */
    boolean tellsWhy() {
        if (turnedAway.incrementAndGet() > MOST_TURNED_AWAY) {
            turnedAway.decrementAndGet();
            return false;
        }
        return true;
    }

    /**
     * It is known whose connection it is: counts it, and turns it away where the client has too many.
     *
     * @return why it is to be reset; null for nearly all
     */
    @Nullable
    Kind recognise(ClientHandler client) {
        return rules.clients() == null
                ? null
                : recognise(client.visit, client.ends().bytes());
    }

    /** The same for the connection of this client, 4 or 16 bytes. */
    @Nullable
    Kind recognise(Visit visit, byte[] client) {
        EachClient each = rules.clients();
        if (each == null || visit.refusal != null || isExcepted(each, client)) {
            return null;
        }
        Kind why = enter(visit, each, client);
        if (why == null) {
            return null;
        }
        if (!tellsWhy()) {
            return why;
        }
        visit.refusal = why;
        return null;
    }

    private @Nullable Kind enter(Visit visit, EachClient each, byte[] client) {
        for (int tries = 0; tries < TRIES; tries++) {
            ClientTally tally = tally(client);
            if (tally == null) {
                return null;
            }
            switch (tally.enter(each.connections())) {
                case ENTERED -> {
                    visit.entered = tally;
                    return isOver(each.connectionRate(), tally.connecting()) ? Kind.CLIENT_CONNECTION_RATE : null;
                }
                case TOO_MANY -> {
                    return Kind.CLIENT_CONNECTIONS;
                }
                case STALE -> {}
            }
        }
        return null;
    }

    /** A connection is gone. */
    void left(Visit visit) {
        if (visit.refusal != null) {
            turnedAway.decrementAndGet();
        }
        if (visit.entered != null) {
            visit.entered.left();
            visit.entered = null;
        }
    }

    /** Why a request goes to no real server, as far as limits go; null where it may. */
    @Nullable
    Kind refusal(Request request) {
        Visit visit = request.client().visit;
        return rules.countsRequests() ? refusal(visit, request.clientBytes()) : visit.refusal;
    }

    /** The same for a request of this client, 4 or 16 bytes. */
    @Nullable
    Kind refusal(Visit visit, byte[] client) {
        if (visit.refusal != null) {
            return visit.refusal;
        }
        DoorRules now = rules;
        EachClient each = now.clients();
        if (each != null && each.requestRate() != null && !isExcepted(each, client)) {
            ClientTally tally = tally(client);
            if (tally != null && isOver(each.requestRate(), tally.asking())) {
                return Kind.CLIENT_REQUEST_RATE;
            }
        }
        return isOver(now.requestRate(), asking) ? Kind.REQUEST_RATE : null;
    }

    private static boolean isExcepted(EachClient each, byte[] client) {
        return each.exceptions().contains(client, client.length);
    }

    private @Nullable ClientTally tally(byte[] client) {
        ClientTable clients = table;
        return clients == null ? null : clients.tally(client, nanoClock.getAsLong());
    }

    private boolean isOver(@Nullable Rate rate, TokenBucket bucket) {
        return rate != null && !bucket.take(rate, nanoClock.getAsLong());
    }
}
