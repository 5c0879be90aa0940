package io.steelyard.pool;

import io.steelyard.config.RealServerConfig;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.health.HealthChange;
import io.steelyard.health.HealthListener;
import io.steelyard.health.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The real servers of a virtual service with their states, never connections.
 *
 * <p>Thread-safe. Those who change it (health changes, the administrator) take turns and publish a new {@link Roster}
 * with one volatile write; those who pick read it once and wait for nobody.
 */
public final class Pool implements HealthListener {
    /** More than this in one pool is a mistake. */
    public static final int MAX_SERVERS = 10_000;

    private final String name;
    private Map<String, Integer> indexes;
    private final Object change = new Object();
    private final List<RosterListener> listeners = new CopyOnWriteArrayList<>();
    private volatile Persistence persistence;
    private final Set<CellId> unasked = ConcurrentHashMap.newKeySet();
    private volatile Roster roster;

    /**
     * A pool of these real servers, in this order.
     *
     * @param name the virtual service's
     * @throws IllegalArgumentException if two have the same name or there are more than {@link #MAX_SERVERS}
     */
    public Pool(String name, List<ServerStatus> servers, SchedulingMethod method) {
        this(name, servers, method, PoolRules.PLAIN);
    }

    /** The same, with rules for the whole. */
    public Pool(String name, List<ServerStatus> servers, SchedulingMethod method, PoolRules rules) {
        this(name, servers, method, rules, Persistence.NONE);
    }

    /** The same, with clients that stay. */
    public Pool(
            String name,
            List<ServerStatus> servers,
            SchedulingMethod method,
            PoolRules rules,
            Persistence persistence) {
        if (servers.size() > MAX_SERVERS) {
            throw new IllegalArgumentException(
                    name + " has " + servers.size() + " real servers, at most " + MAX_SERVERS + " are allowed");
        }
        this.name = name;
        this.persistence = persistence;
        this.indexes = indexes(name, servers);
        this.roster = Roster.first(servers, method, rules);
        servers.forEach(Pool::tellServer);
    }

    private static Map<String, Integer> indexes(String name, List<ServerStatus> servers) {
        Map<String, Integer> indexes = new HashMap<>();
        for (ServerStatus status : servers) {
            if (indexes.put(status.server().name(), indexes.size()) != null) {
                throw new IllegalArgumentException(
                        name + " has the real server " + status.server().name() + " twice");
            }
        }
        return indexes;
    }

    /**
     * The pool of a virtual service as it is configured: on every real server a cell for each host name of each health
     * check, or one for a health check without host names. Every cell waits for its first verdict; those whose check
     * asks nothing wait for none and take traffic.
     *
     * @param now since when the cells are in these states
     */
    public static Pool of(VirtualServiceConfig service, Instant now) {
        return of(service, Persistence.NONE, now);
    }

    /** The same, with clients that stay. */
    public static Pool of(VirtualServiceConfig service, Persistence persistence, Instant now) {
        List<ServerStatus> servers = service.realServers().stream()
                .map(server -> PoolChange.newcomer(service, server, PoolChange.fresh(server), now))
                .toList();
        return new Pool(
                service.name(),
                servers,
                SchedulingMethod.of(service.scheduling(), service.distribution().hashing()),
                PoolRules.of(service.availability()),
                persistence);
    }

    /**
     * Takes a changed configuration of the same virtual service, with one volatile write. Real servers that stay are the
     * same objects in the same states, and what the administrator ordered meanwhile holds, unless the configuration
     * changes just that.
     *
     * @param was what this pool was made or last changed by
     * @param clients how clients stay from now on
     * @param newcomer makes a real server that this pool does not have, or brings one back
     * @return the real servers that are not of this pool any more, which may still have exchanges
     */
    public List<RealServer> reconfigure(
            VirtualServiceConfig was,
            VirtualServiceConfig now,
            Persistence clients,
            Function<RealServerConfig, RealServer> newcomer,
            Instant at) {
        synchronized (change) {
            Roster before = roster;
            Roster after = new PoolChange(before, was, now, newcomer, at).after();
            indexes = indexes(name, after.servers());
            after.servers().forEach(Pool::tellServer);
            persistence = clients;
            roster = after;
            unasked.clear();
            after.servers().stream()
                    .flatMap(server -> server.cells().stream())
                    .filter(cell -> cell.unasked() != null)
                    .forEach(cell -> unasked.add(cell.id()));
            List<RealServer> gone = PoolChange.gone(before, after);
            gone.forEach(server -> server.offered(false));
            listeners.forEach(listener -> listener.published(before, after));
            return gone;
        }
    }

    private static void tellServer(ServerStatus status) {
        status.server().offered(status.enabled() && !status.draining());
        status.server().limits(status.limits());
    }

    /** The virtual service's name. */
    public String name() {
        return name;
    }

    /** The pool as it is now. */
    public Roster roster() {
        return roster;
    }

    /** From now on this listener is told of each new roster. */
    public void addListener(RosterListener listener) {
        listeners.add(listener);
    }

    /**
     * The real server for this request: the one that its client has, if that keeps it, or else the next; null where none
     * takes it. One that is full is passed over where another is not; but a client that has a real server waits for it.
     * Whether what is picked has a place is for {@link RealServer#tryBegin} to say. Takes no lock. Allocates nothing where
     * clients do not stay, and little where they do.
     */
    public @Nullable RealServer pick(PickRequest request) {
        Roster present = roster;
        Persistence clients = persistence;
        if (clients == Persistence.NONE) {
            return present.pick(request);
        }
        RealServer had = clients.remembered(request, present.members());
        if (had != null && had != request.tried() && present.keeps(had, request)) {
            request.decided(Stay.KEPT);
            return had;
        }
        RealServer chosen = present.pick(request);
        if (chosen == null || chosen.isFull() || present.members().indexOf(chosen) < 0) {
            return chosen;
        }
        request.decided(had == null ? Stay.NEW : Stay.MOVED);
        return clients.remember(request, chosen, had);
    }

    /**
     * Whether a request that waits for a place can have this real server, of which one is held for it. Its client stays
     * there from now on, where clients stay.
     */
    public boolean settle(PickRequest request, RealServer server) {
        Roster present = roster;
        Persistence clients = persistence;
        if (clients == Persistence.NONE) {
            return present.takes(server, request);
        }
        RealServer had = clients.remembered(request, present.members());
        if (had != null && had != request.tried() && present.keeps(had, request)) {
            request.decided(Stay.KEPT);
            return had == server;
        }
        request.decided(had == null ? Stay.NEW : Stay.MOVED);
        return present.takes(server, request) && clients.remember(request, server, had) == server;
    }

    /** What a pick for this request would do and why, without doing it; with so many real servers at most. */
    public Explanation explain(PickRequest request, int most) {
        return Explanation.of(roster, persistence, request, most);
    }

    /** How its clients stay on their real servers. */
    public Persistence persistence() {
        return persistence;
    }

    /** Takes a cell's new state; a cell that is not of this pool is left to the others. */
    public void apply(HealthChange health) {
        if (!health.cell().virtualService().equals(name)) {
            return;
        }
        change(health.cell().realServer(), server -> withCell(server, health));
    }

    private static ServerStatus withCell(ServerStatus server, HealthChange health) {
        List<CellStatus> cells = server.cells().stream()
                .map(cell -> cell.id().equals(health.cell())
                        ? new CellStatus(
                                cell.id(),
                                cell.policy(),
                                health.to(),
                                health.at(),
                                health.verdict().reason(),
                                null,
                                cell.doubt())
                        : cell)
                .toList();
        return server.withCells(cells);
    }

    @Override
    public void changed(HealthChange health) {
        apply(health);
    }

    /** Notes which cells cannot be asked, and which can again. */
    @Override
    public void probed(CellId cell, CellState state, Verdict verdict) {
        if (!cell.virtualService().equals(name) || verdict.isVoid() == unasked.contains(cell)) {
            return;
        }
        String why = verdict.isVoid() ? verdict.reason() : null;
        if (why == null) {
            unasked.remove(cell);
        } else {
            unasked.add(cell);
        }
        change(
                cell.realServer(),
                s -> s.withCells(s.cells().stream()
                        .map(c -> c.id().equals(cell) ? c.withUnasked(why) : c)
                        .toList()));
    }

    /** Lets a real server take new clients again, health allowing. False if there is none of this name. */
    public boolean enable(String realServer) {
        return change(realServer, s -> s.withOrders(true, false));
    }

    /** Gives a real server nothing more, whatever its health. False if there is none of this name. */
    public boolean disable(String realServer) {
        return change(realServer, s -> s.withOrders(false, false));
    }

    /** Gives a real server no new clients; the present ones may finish. False if there is none of this name. */
    public boolean drain(String realServer) {
        return change(realServer, s -> s.withOrders(s.enabled(), true));
    }

    /** Gives a real server no requests for the ejection's host name, until {@link #readmit}. */
    public boolean eject(String realServer, Ejection ejection) {
        return change(realServer, s -> s.withMarks(s.marks().withEjection(ejection)));
    }

    /** Ends an ejection. */
    public boolean readmit(String realServer, @Nullable String host) {
        return change(realServer, s -> s.withMarks(s.marks().withoutEjection(host)));
    }

    /** Gives an order for all of a real server. False if there is none of this name. */
    public boolean order(String realServer, Order order) {
        return switch (order) {
            case ENABLE -> enable(realServer);
            case DRAIN -> drain(realServer);
            case DISABLE -> disable(realServer);
        };
    }

    /** Gives an order for one host name on a real server. False if there is none of this name. */
    public boolean order(String realServer, String host, Order order) {
        return change(realServer, s -> s.withMarks(s.marks().withOrder(host, order)));
    }

    /** Takes what the agent on a real server says. */
    public boolean agentSays(String realServer, AgentWord word) {
        return change(realServer, s -> s.withMarks(s.marks().withAgent(word)));
    }

    /** Takes what a number that was fetched from a real server makes of its weight. */
    public boolean fetched(String realServer, FetchedLoad load) {
        return change(realServer, s -> s.withMarks(s.marks().withLoad(load)));
    }

    /** Notes what real requests say against a cell's check; null where they say nothing against it. */
    public boolean doubt(CellId cell, @Nullable CheckDoubt doubt) {
        return change(
                cell.realServer(),
                s -> s.withCells(s.cells().stream()
                        .map(c -> c.id().equals(cell) ? c.withDoubt(doubt) : c)
                        .toList()));
    }

    /** Says why the name of a real server has no address yet; nothing where it has one. */
    public boolean notKnown(String realServer, String reason) {
        return change(
                realServer,
                s -> s.server().address().isUnresolved()
                        ? s.withCells(s.cells().stream()
                                .map(c -> c.withReason(reason))
                                .toList())
                        : s);
    }

    /** Gives real servers these shares of their weight, in percent; those that are not there are passed over. */
    void ramp(Map<String, Integer> percents) {
        Map<String, UnaryOperator<ServerStatus>> changes = new HashMap<>();
        percents.forEach(
                (name, percent) -> changes.put(name, s -> s.withMarks(s.marks().withRamp(percent))));
        change(changes);
    }

    private boolean change(String realServer, UnaryOperator<ServerStatus> changed) {
        return change(Map.of(realServer, changed));
    }

    /** Makes one new roster of all these changes; false if none of the real servers is there. */
    private boolean change(Map<String, UnaryOperator<ServerStatus>> changes) {
        synchronized (change) {
            Roster before = roster;
            Map<Integer, ServerStatus> changed = new HashMap<>();
            changes.forEach((name, how) -> {
                Integer index = indexes.get(name);
                if (index != null) {
                    ServerStatus was = before.servers().get(index);
                    changed.put(index, comingBack(was, how.apply(was)));
                }
            });
            if (changed.isEmpty()) {
                return false;
            }
            roster = before.with(changed);
            changed.values().forEach(Pool::tellServer);
            listeners.forEach(listener -> listener.published(before, roster));
        }
        return true;
    }

    private ServerStatus comingBack(ServerStatus before, ServerStatus after) {
        return roster.rules().slowStart().isOn() && SlowStart.begins(before, after)
                ? after.withMarks(after.marks().withRamp(SlowStart.FIRST))
                : after;
    }
}
