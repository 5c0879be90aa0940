package io.steelyard.pool;

import io.steelyard.pool.PoolRules.LastResort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The immutable snapshot of a pool that the data plane reads. Taken once per pick; a health change makes a new one.
 *
 * <p>Holds, for each host name that has cells and once more for all others, who may be chosen and the schedule to choose
 * by. A changed real server costs one copy of the list, and new candidates and a new schedule only for those host names
 * where this real server came, went or changed its weight. With 1,000 real servers and 5 host names that takes some tens
 * of microseconds for one host name and less than a millisecond for all. All other schedules go on as they are.
 */
public final class Roster {
    private final List<ServerStatus> servers;
    private final Members members;
    private final SchedulingMethod method;
    private final PoolRules rules;
    private final HostNames hosts;
    /** For each real server, the numbers of the host names that it takes requests for; the last is "all others". */
    private final BitSet[] taken;
    /** The same for requests of the clients that it has; more than that while it drains. */
    private final BitSet[] kept;
    /** By the number of the host name; the last is for all others. */
    private final Choice[] choices;
    /** Those of the choices, so that a pick takes one step less through memory that is not in the cache. */
    private final Schedule[] schedules;

    /** Whether the pool as a whole is fit for use. */
    private final boolean open;

    /**
     * Who may be chosen for a host name, and how.
     *
     * @param candidates the real servers that are fit for it
     * @param schedule chooses among them; among those of the last resort where there are none
     */
    private record Choice(Candidates candidates, Schedule schedule) {}

    private Roster(
            List<ServerStatus> servers,
            Members members,
            SchedulingMethod method,
            PoolRules rules,
            HostNames hosts,
            BitSet[] taken,
            BitSet[] kept,
            @Nullable Roster before) {
        this.servers = servers;
        this.members = members;
        this.method = method;
        this.rules = rules;
        this.hosts = hosts;
        this.taken = taken;
        this.kept = kept;
        this.open = Fitness.of(servers).isEnough(rules);
        this.choices = before == null || isOther(before) ? allChoices(before) : choicesAfter(before);
        this.schedules = Arrays.stream(choices).map(Choice::schedule).toArray(Schedule[]::new);
    }

    /** The first roster of a pool that has no rules. */
    static Roster first(List<ServerStatus> servers, SchedulingMethod method) {
        return first(servers, method, PoolRules.PLAIN);
    }

    /** The first roster of a pool. */
    static Roster first(List<ServerStatus> servers, SchedulingMethod method, PoolRules rules) {
        return of(servers, method, rules, hostNames(servers), null);
    }

    /**
     * The roster of the same pool with other real servers or rules. What is scheduled by the same method for a host name
     * that stays goes on where it is.
     */
    Roster reconfigured(List<ServerStatus> nextServers, SchedulingMethod nextMethod, PoolRules nextRules) {
        HostNames names = hostNames(nextServers);
        return of(nextServers, nextMethod, nextRules, names.names().equals(hosts.names()) ? hosts : names, this);
    }

    private static HostNames hostNames(List<ServerStatus> servers) {
        return new HostNames(servers.stream()
                .flatMap(server -> server.cells().stream())
                .filter(CellStatus::decides)
                .<String>mapMulti((cell, names) -> {
                    String host = cell.id().host();
                    if (host != null) {
                        names.accept(host);
                    }
                })
                .toList());
    }

    private static Roster of(
            List<ServerStatus> servers,
            SchedulingMethod method,
            PoolRules rules,
            HostNames hosts,
            @Nullable Roster before) {
        List<ServerStatus> list = List.copyOf(servers);
        BitSet[] taken = list.stream().map(server -> takenBy(server, hosts)).toArray(BitSet[]::new);
        BitSet[] kept = list.stream().map(server -> keptBy(server, hosts)).toArray(BitSet[]::new);
        List<RealServer> each = list.stream().map(ServerStatus::server).toList();
        Members members = before != null && before.members.servers().equals(each) ? before.members : new Members(each);
        return new Roster(list, members, method, rules, hosts, taken, kept, before);
    }

    /**
     * The same with some real servers changed.
     *
     * @param changed by their place
     */
    Roster with(Map<Integer, ServerStatus> changed) {
        ServerStatus[] list = servers.toArray(ServerStatus[]::new);
        BitSet[] nextTaken = taken.clone();
        BitSet[] nextKept = kept.clone();
        changed.forEach((index, status) -> {
            list[index] = status;
            nextTaken[index] = takenBy(status, hosts);
            nextKept[index] = keptBy(status, hosts);
        });
        return new Roster(List.of(list), members, method, rules, hosts, nextTaken, nextKept, this);
    }

    private static BitSet takenBy(ServerStatus server, HostNames hosts) {
        return numbers(hosts, host -> Exclusion.of(server, host) == null);
    }

    private static BitSet keptBy(ServerStatus server, HostNames hosts) {
        return numbers(hosts, host -> Exclusion.ofPresentClient(server, host) == null);
    }

    private static BitSet numbers(HostNames hosts, Predicate<@Nullable String> isIn) {
        List<String> names = hosts.names();
        BitSet numbers = new BitSet(names.size() + 1);
        for (int number = 0; number < names.size(); number++) {
            numbers.set(number, isIn.test(names.get(number)));
        }
        numbers.set(names.size(), isIn.test(null));
        return numbers;
    }

    private Choice[] allChoices(@Nullable Roster before) {
        Choice[] all = new Choice[hosts.names().size() + 1];
        for (int number = 0; number < all.length; number++) {
            all[number] = choice(number, before == null ? null : scheduleBefore(before, number));
        }
        return all;
    }

    /** That of the same host name; null where there was none, or by another method. */
    private @Nullable Schedule scheduleBefore(Roster before, int number) {
        if (before.method != method) {
            return null;
        }
        String host = hostOf(number);
        int was = host == null ? before.choices.length - 1 : before.hosts.find(host);
        return was < 0 ? null : before.choices[was].schedule();
    }

    /** Whether it differs by more than what happened to its real servers. */
    private boolean isOther(Roster before) {
        return before.method != method
                || before.hosts != hosts
                || before.members != members
                || !before.rules.equals(rules);
    }

    /** Those of the roster before, except for the host names where a real server came, went or has another weight. */
    private Choice[] choicesAfter(Roster before) {
        if (open != before.open || rules.lastResort() instanceof LastResort.UseAll) {
            return allChoices(before);
        }
        BitSet affected = new BitSet();
        for (int index = 0; index < taken.length; index++) {
            ServerStatus now = servers.get(index);
            ServerStatus was = before.servers.get(index);
            if (!now.equals(was)) {
                BitSet differs = (BitSet) taken[index].clone();
                if (was.weight() == now.weight()
                        && was.marks().share() == now.marks().share()) {
                    differs.xor(before.taken[index]);
                }
                affected.or(differs);
            }
        }
        Choice[] next = before.choices.clone();
        for (int number = affected.nextSetBit(0); number >= 0; number = affected.nextSetBit(number + 1)) {
            next[number] = choice(number, before.choices[number].schedule());
        }
        return next;
    }

    private Choice choice(int number, @Nullable Schedule before) {
        List<ServerStatus> takers = new ArrayList<>(servers.size());
        for (int index = 0; open && index < taken.length; index++) {
            if (taken[index].get(number)) {
                takers.add(servers.get(index));
            }
        }
        Candidates fit = Candidates.of(takers);
        return new Choice(fit, method.schedule(fit.isEmpty() ? lastCandidates(number) : fit, before));
    }

    /** Those who get a request that no real server is fit for. */
    private Candidates lastCandidates(int number) {
        if (rules.lastResort() instanceof LastResort.SorryServer sorry) {
            return Candidates.only(sorry.server());
        }
        return rules.lastResort() instanceof LastResort.UseAll
                ? Candidates.of(servers.stream()
                        .filter(ServerStatus::isOffered)
                        .filter(server -> server.marks().order(hostOf(number)) == Order.ENABLE)
                        .toList())
                : Candidates.of(List.of());
    }

    /** Those that {@link #pick} may choose for this request, of the last resort where there are no others. */
    Candidates eligible(PickRequest request) {
        int number = numberOf(request);
        Candidates fit = choices[number].candidates();
        return fit.isEmpty() ? lastCandidates(number) : fit;
    }

    /** Every real server, in the configuration's order, whatever its state. */
    public List<ServerStatus> servers() {
        return servers;
    }

    /** The host names whose cells decide where their requests go; all others are treated alike. */
    public List<String> hosts() {
        return hosts.names();
    }

    /** The place in {@link #hosts} of a host name as sent, their number where it is not known. Allocates nothing. */
    public int hostNumber(byte[] bytes, int start, int end) {
        int number = hosts.find(bytes, start, end);
        return number < 0 ? choices.length - 1 : number;
    }

    /** The host name with this number, null for the number of those that are not known. */
    public @Nullable String hostOf(int number) {
        return number < hosts.names().size() ? hosts.names().get(number) : null;
    }

    /** The next real server for this request, null where none takes it. Allocates nothing, takes no lock. */
    public @Nullable RealServer pick(PickRequest request) {
        int number = numberOf(request);
        RealServer chosen = schedules[number].choose(request);
        return chosen == null || !chosen.isFull()
                ? chosen
                : choices[number].candidates().roomiest(chosen, request.tried());
    }

    /** Whether a real server may be given this request, by health and orders. Allocates nothing, takes no lock. */
    boolean takes(RealServer server, PickRequest request) {
        int index = members.indexOf(server);
        if (index < 0) {
            return false;
        }
        int number = numberOf(request);
        if (choices[number].candidates().isEmpty()) {
            ServerStatus status = servers.get(index);
            return rules.lastResort() instanceof LastResort.UseAll
                    && status.isOffered()
                    && status.marks().order(hostOf(number)) == Order.ENABLE;
        }
        return open && taken[index].get(number);
    }

    /**
     * Whether a client that has this real server may have it for this request. That ends when the real server is disabled
     * or not well, not when it drains. Allocates nothing, takes no lock.
     */
    boolean keeps(RealServer server, PickRequest request) {
        int index = members.indexOf(server);
        if (index < 0) {
            return false;
        }
        int known = hosts.find(request.hostBytes(), request.hostStart(), request.hostEnd());
        int number = known < 0 ? choices.length - 1 : known;
        if (open && kept[index].get(number)) {
            return true;
        }
        return rules.lastResort() instanceof LastResort.UseAll
                && choices[number].candidates().isEmpty()
                && servers.get(index).enabled();
    }

    /** The real servers themselves: the same object in every roster of a pool. */
    public Members members() {
        return members;
    }

    /** Whether a real server is fit for this request. Allocates nothing, takes no lock. */
    public boolean hasFitFor(PickRequest request) {
        return !choices[numberOf(request)].candidates().isEmpty();
    }

    private int numberOf(PickRequest request) {
        return hostNumber(request.hostBytes(), request.hostStart(), request.hostEnd());
    }

    /** Whether a real server is fit for any request. */
    boolean takesSome() {
        return Arrays.stream(choices).anyMatch(choice -> !choice.candidates().isEmpty());
    }

    /**
     * Why no real server takes any request, although some may be fit for it: a rule for the pool as a whole. For an
     * administrator, one line without a full stop; null where no such rule is broken.
     */
    public @Nullable String whyClosed() {
        return Fitness.of(servers).whyNotEnough(rules);
    }

    PoolRules rules() {
        return rules;
    }

    SchedulingMethod method() {
        return method;
    }

    /** Who is fit for a request for this host name; null for a request without one. */
    public Candidates candidates(@Nullable String host) {
        int number = hosts.find(host);
        return choices[number < 0 ? choices.length - 1 : number].candidates();
    }

    /** Why this real server may not get a request for this host name, or null where it may; the host name as sent. */
    public @Nullable Exclusion whyNot(ServerStatus server, @Nullable String host) {
        int number = hosts.find(host);
        return Exclusion.of(server, number < 0 ? null : hosts.names().get(number));
    }

    /** What the virtual service is at, as its real servers have it. Looks at all of them. */
    public ServiceState state() {
        return ServiceState.of(this);
    }
}
