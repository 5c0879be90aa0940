package io.steelyard.l7;

import io.steelyard.config.QueueConfig;
import io.steelyard.pool.Pool;
import io.steelyard.pool.RealServer;
import org.jspecify.annotations.Nullable;

/**
 * How an exchange comes to a real server that has a place for it: at once, or after a wait in its event loop's line. Used
 * again with its exchange.
 */
final class ServerChoice implements Waiter.Guest {
    /** Other event loops may take the place that was picked, but not for ever. */
    private static final int TRIES = 3;

    private final HttpLoop home;
    private final Exchange exchange;
    private final Outcome outcome;
    private final WaitingLine line;
    private @Nullable Pool pool;
    private @Nullable Waiter waiter;

    ServerChoice(HttpLoop home, Exchange exchange, Outcome outcome) {
        this.home = home;
        this.exchange = exchange;
        this.outcome = outcome;
        this.line = home.line();
    }

    /** The pool that was chosen from last; null where none was. */
    @Nullable
    Pool pool() {
        return pool;
    }

    /** Looks for a real server; the exchange hears of it, now or later. */
    void begin(Pool from) {
        pool = from;
        outcome.choosesFrom(from);
        choose(from);
    }

    /** Looks for another one in the same pool. */
    void again() {
        if (pool != null) {
            choose(pool);
        }
    }

    private void choose(Pool from) {
        RealServer picked = exchange.request().pickFrom(from);
        if (picked == null) {
            exchange.fail(ProxyFailure.ofAppliance(ProxyFailure.Kind.NO_SERVER));
        } else if (!picked.isLimited()) {
            picked.exchangeBegan();
            exchange.chosen(picked);
        } else if (isTurnOfOthers(picked) || !picked.tryBegin()) {
            search(from);
        } else {
            exchange.chosen(picked);
        }
    }

    /** Whether it is for those who wait to begin first: turns come by time, and who comes later must not take them. */
    private boolean isTurnOfOthers(RealServer server) {
        return server.hasTurns() && !line.room().isEmpty();
    }

    private void search(Pool from) {
        for (int tries = 1; tries < TRIES; tries++) {
            RealServer picked = exchange.request().pickFrom(from);
            if (picked != null && !isTurnOfOthers(picked) && picked.tryBegin()) {
                exchange.chosen(picked);
                return;
            }
        }
        join();
    }

    private void join() {
        QueueConfig queue = home.service().rules().queue();
        Waiter mine = waiter;
        if (mine == null) {
            mine = new Waiter(line, this);
            waiter = mine;
        }
        if (!line.join(mine, queue.size(), queue.timeout().toNanos())) {
            exchange.fail(ProxyFailure.ofAppliance(ProxyFailure.Kind.QUEUE_FULL));
        } else {
            lookOnceMore();
        }
    }

    /** Something may have become free before it was known that this one waits. */
    private void lookOnceMore() {
        RealServer picked = pick();
        if (picked != null && picked.hasTurns() && line.room().waiting() > 1) {
            line.lookAgainIn(picked.nanosUntilTurn());
        } else {
            take(picked);
        }
    }

    @Override
    public void lookAgain() {
        take(pick());
    }

    /** Each pick counts, as a turn of round robin, say: what was picked is to be passed on. */
    private @Nullable RealServer pick() {
        return pool == null ? null : exchange.request().pickFrom(pool);
    }

    /** Begins with the real server that was picked for one who waits, or goes on waiting. */
    private void take(@Nullable RealServer picked) {
        if (picked == null) {
            leave();
            exchange.fail(ProxyFailure.ofAppliance(ProxyFailure.Kind.NO_SERVER));
        } else if (picked.tryBegin()) {
            leave();
            exchange.chosen(picked);
        } else {
            awaitTurn(picked);
        }
    }

    /** A place that becomes free is told of; a turn comes by itself, and must be looked for. */
    private void awaitTurn(RealServer server) {
        long wait = server.nanosUntilTurn();
        if (wait > 0) {
            line.lookAgainIn(wait);
        }
    }

    @Override
    public boolean offered(RealServer server) {
        if (pool == null || !pool.settle(exchange.request(), server)) {
            return false;
        }
        if (!server.tryTakeTurn()) {
            awaitTurn(server);
            return false;
        }
        leave();
        exchange.chosen(server);
        return true;
    }

    @Override
    public void waitedTooLong() {
        leave();
        exchange.fail(ProxyFailure.ofAppliance(ProxyFailure.Kind.QUEUE_TIMEOUT));
    }

    /** Whether it waits for a real server. */
    boolean isWaiting() {
        Waiter mine = waiter;
        return mine != null && mine.waits;
    }

    /** Does not wait any longer, if it does. */
    void leave() {
        Waiter mine = waiter;
        if (mine != null && mine.waits) {
            long waited = line.leave(mine);
            outcome.waited(waited);
            home.service().listener().requestWaited(home.service().name(), waited);
        }
    }

    void clear() {
        pool = null;
    }
}
