package io.steelyard.service;

import io.steelyard.pool.Order;
import io.steelyard.pool.Pool;
import io.steelyard.pool.Roster;
import io.steelyard.pool.ServerState;
import io.steelyard.pool.ServerStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes real servers out for work on them and brings them back, wherever they are used, and says what is still left of
 * their clients. Orders hold until the next one or the next start; the configuration is not changed. Thread-safe.
 */
public final class Maintenance {
    private final Supplier<List<Pool>> pools;
    private final List<OrderListener> listeners = new CopyOnWriteArrayList<>();

    Maintenance(Supplier<List<Pool>> pools) {
        this.pools = pools;
    }

    /** Hears of orders, on the thread that gives them. */
    @FunctionalInterface
    public interface OrderListener {
        void given(Scope scope, Order order);
    }

    /**
     * What an order or a question is for.
     *
     * @param realServer as {@code address:port}; null, for questions only, for every real server that has an order
     * @param virtualService the only one that is meant; null for every virtual service that uses the real server
     * @param host the only host name that is meant, lower case; null for all of the real server
     */
    public record Scope(
            @Nullable String realServer,
            @Nullable String virtualService,
            @Nullable String host) {
        /** Everything that has an order. */
        public static final Scope ALL = new Scope(null, null, null);

        private boolean isFor(ServerStatus server) {
            return realServer == null || realServer.equals(server.server().name());
        }
    }

    /**
     * How far it is with one real server of one virtual service.
     *
     * @param host null where all of the real server is meant
     * @param order what holds for it at the moment
     * @param remaining exchanges that it still has; with a host name those of all host names, as they are counted
     *     together
     * @param sessions clients that are remembered as staying there, of all host names; those of the appliance's own cookie
     *     are known to nobody but themselves
     */
    public record Standing(
            String virtualService,
            String realServer,
            @Nullable String host,
            Order order,
            long remaining,
            long sessions) {

        /**
         * Whether it may be worked on: the last exchange is over and no more will come. Clients that stay there still come
         * while it drains, and go elsewhere once it is disabled.
         */
        public boolean isDrained() {
            return remaining == 0 && (order == Order.DISABLE || (order == Order.DRAIN && sessions == 0));
        }
    }

    /** From now on this listener hears of every order. */
    public void addListener(OrderListener listener) {
        listeners.add(listener);
    }

    /**
     * Gives an order to everything in this scope.
     *
     * @param scope with a real server
     * @return how far it is with each, right after the order; empty where nothing is in the scope
     */
    public List<Standing> give(Scope scope, Order order) {
        String realServer = scope.realServer();
        if (realServer == null) {
            throw new IllegalArgumentException("an order is for one real server");
        }
        for (Pool pool : inScope(scope)) {
            if (scope.host() == null) {
                pool.order(realServer, order);
            } else {
                pool.order(realServer, scope.host(), order);
            }
        }
        listeners.forEach(listener -> listener.given(scope, order));
        return standing(scope);
    }

    /**
     * How far it is with everything in this scope; without a real server, with what is drained or disabled there. Looks at
     * every client that is remembered: not for event loops.
     */
    public List<Standing> standing(Scope scope) {
        List<Standing> standings = new ArrayList<>();
        for (Pool pool : inScope(scope)) {
            Left left = new Left(pool);
            for (ServerStatus server : pool.roster().servers()) {
                if (scope.realServer() == null) {
                    addOrders(standings, left, server, scope.host());
                } else if (scope.isFor(server)) {
                    standings.add(left.of(server, scope.host(), order(server, scope.host())));
                }
            }
        }
        return List.copyOf(standings);
    }

    private static void addOrders(List<Standing> to, Left left, ServerStatus server, @Nullable String host) {
        Order ofServer = order(server, host);
        if (ofServer != Order.ENABLE) {
            to.add(left.of(server, host, ofServer));
        }
        if (host == null) {
            for (String single : new TreeSet<>(server.marks().hostOrders().keySet())) {
                to.add(left.of(server, single, order(server, single)));
            }
        }
    }

    /** Everything that drains, by the administrator's order or by its agent's. Looks at the clients as well. */
    List<Standing> draining() {
        List<Standing> standings = new ArrayList<>();
        for (Pool pool : pools.get()) {
            Left left = new Left(pool);
            for (ServerStatus server : pool.roster().servers()) {
                if (server.state() == ServerState.DRAINING) {
                    standings.add(left.of(server, null, Order.DRAIN));
                }
                server.marks().hostOrders().forEach((host, order) -> {
                    if (order == Order.DRAIN && server.order() == Order.ENABLE) {
                        standings.add(left.of(server, host, order));
                    }
                });
            }
        }
        return standings;
    }

    /** The order of all of the real server holds for each host name on it too. */
    private static Order order(ServerStatus server, @Nullable String host) {
        return server.order() == Order.ENABLE ? server.marks().order(host) : server.order();
    }

    /** What is left of one pool's clients; those that stay are counted when first asked for, and only once. */
    private static final class Left {
        private final Pool pool;
        private @Nullable Map<String, Long> sessions;

        Left(Pool pool) {
            this.pool = pool;
        }

        Standing of(ServerStatus server, @Nullable String host, Order order) {
            if (sessions == null) {
                sessions = pool.persistence().sessions().countByServer();
            }
            String name = server.server().name();
            return new Standing(
                    pool.name(), name, host, order, server.server().activeExchanges(), sessions.getOrDefault(name, 0L));
        }
    }

    private List<Pool> inScope(Scope scope) {
        return pools.get().stream()
                .filter(pool ->
                        scope.virtualService() == null || scope.virtualService().equals(pool.name()))
                .filter(pool -> uses(pool.roster(), scope))
                .toList();
    }

    /** Whether the pool has this real server, and a say in this host name. */
    private static boolean uses(Roster roster, Scope scope) {
        boolean hasServer =
                scope.realServer() == null || roster.servers().stream().anyMatch(scope::isFor);
        return hasServer && (scope.host() == null || roster.hosts().contains(scope.host()));
    }
}
