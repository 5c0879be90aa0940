package io.steelyard.service;

import io.steelyard.pool.Order;
import io.steelyard.pool.Pool;
import io.steelyard.pool.Roster;
import io.steelyard.pool.ServerStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes real servers out for work on them and brings them back, wherever they are used, and says what is still left of
 * their clients. Orders hold until the next one or the next start; the configuration is not changed. Thread-safe.
 */
public final class Maintenance {
    private final Supplier<List<Pool>> pools;

    Maintenance(Supplier<List<Pool>> pools) {
        this.pools = pools;
    }

    /**
     * What an order is for.
     *
     * @param realServer as {@code address:port}
     * @param virtualService the only one that is meant; null for every virtual service that uses the real server
     * @param host the only host name that is meant, lower case; null for all of the real server
     */
    public record Scope(
            String realServer,
            @Nullable String virtualService,
            @Nullable String host) {}

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

    /**
     * Gives an order to everything in this scope.
     *
     * @return how far it is with each, right after the order; empty where nothing is in the scope
     */
    public List<Standing> give(Scope scope, Order order) {
        for (Pool pool : inScope(scope)) {
            if (scope.host() == null) {
                pool.order(scope.realServer(), order);
            } else {
                pool.order(scope.realServer(), scope.host(), order);
            }
        }
        return standing(scope);
    }

    /** How far it is with everything in this scope. Looks at every client that is remembered: not for event loops. */
    public List<Standing> standing(Scope scope) {
        List<Standing> standings = new ArrayList<>();
        for (Pool pool : inScope(scope)) {
            for (ServerStatus server : pool.roster().servers()) {
                if (server.server().name().equals(scope.realServer())) {
                    standings.add(standing(pool, server, scope.host()));
                }
            }
        }
        return List.copyOf(standings);
    }

    private static Standing standing(Pool pool, ServerStatus server, @Nullable String host) {
        Order order = server.order();
        if (host != null && order == Order.ENABLE) {
            order = server.marks().order(host);
        }
        String name = server.server().name();
        return new Standing(
                pool.name(),
                name,
                host,
                order,
                server.server().activeExchanges(),
                pool.persistence().sessions().countByServer().getOrDefault(name, 0L));
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
        boolean hasServer = roster.servers().stream()
                .anyMatch(server -> server.server().name().equals(scope.realServer()));
        return hasServer && (scope.host() == null || roster.hosts().contains(scope.host()));
    }
}
