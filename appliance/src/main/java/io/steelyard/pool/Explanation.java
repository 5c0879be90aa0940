package io.steelyard.pool;

import io.steelyard.pool.PoolRules.LastResort;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pick does with a request, and why: each real server with the reason it may be chosen or not. Made from one
 * roster and changes nothing. Looks at every real server, so it is for administrators and not for every request.
 *
 * @param host the host name by which the roster decides; null where the request's is like all others without cells
 * @param closed why no real server takes any request, whatever its own state; null where no such rule is broken
 * @param stay what persistence decides
 * @param had the real server that the client had before; null where it had none
 * @param notKept why it does not stay on that one; null where it does
 * @param chosen the real server that the request goes to; null where there is none, or more than one that may be it
 * @param servers the first ones, in the configuration's order, and the chosen one in any case
 * @param moreFit how many others are fit
 * @param moreOut how many others are not
 */
public record Explanation(
        @Nullable String host,
        @Nullable String closed,
        Stay stay,
        @Nullable RealServer had,
        @Nullable String notKept,
        @Nullable RealServer chosen,
        List<Considered> servers,
        int moreFit,
        int moreOut) {

    /**
     * One real server as it is seen for this request.
     *
     * @param fit whether the request may get it; one that is full is not fit where another has room
     * @param reason one line without a full stop
     */
    public record Considered(RealServer server, boolean fit, String reason) {}

    public Explanation {
        servers = List.copyOf(servers);
    }

    /**
     * What a pick from this roster would do.
     *
     * @param clients how clients stay; asked without leaving a trace
     * @param most real servers that are listed
     */
    static Explanation of(Roster roster, Persistence clients, PickRequest request, int most) {
        RealServer had = clients == Persistence.NONE ? null : clients.known(request, roster.members());
        boolean kept = had != null && had != request.tried() && roster.keeps(had, request);
        Stay stay = clients == Persistence.NONE ? Stay.NONE : had == null ? Stay.NEW : kept ? Stay.KEPT : Stay.MOVED;
        String host = roster.hostOf(roster.hostNumber(request.hostBytes(), request.hostStart(), request.hostEnd()));
        List<Considered> all = considered(roster, host, request, kept ? had : null);
        return new Explanation(
                        host,
                        roster.whyClosed(),
                        stay,
                        had,
                        had == null || kept ? null : whyNotKept(roster, had, host, request),
                        null,
                        all,
                        0,
                        0)
                .chose(kept ? had : onlyFit(all), stay)
                .withAtMost(most);
    }

    private static @Nullable RealServer onlyFit(List<Considered> all) {
        List<Considered> fit = all.stream().filter(Considered::fit).toList();
        return fit.size() == 1 ? fit.get(0).server() : null;
    }

    /** @param keeper the real server that keeps the request's client, even if it must wait for a place there */
    private static List<Considered> considered(
            Roster roster, @Nullable String host, PickRequest request, @Nullable RealServer keeper) {
        List<RealServer> eligible = roster.eligible(request).servers();
        boolean lastResort = !roster.hasFitFor(request);
        boolean room =
                !lastResort && eligible.stream().anyMatch(server -> server != request.tried() && !server.isFull());
        List<Considered> all = new ArrayList<>();
        for (ServerStatus status : roster.servers()) {
            boolean mayHaveIt = eligible.contains(status.server());
            String full = mayHaveIt ? Fullness.of(status) : null;
            boolean passedOver = full != null && room && status.server() != keeper;
            Exclusion exclusion = Exclusion.of(status, host);
            String closed = roster.whyClosed();
            String out = exclusion != null ? exclusion.words() : closed == null ? "" : "the pool is closed: " + closed;
            String reason = passedOver
                    ? "full, and others are not: " + full
                    : mayHaveIt ? fitness(status, lastResort, request, full) : out;
            all.add(new Considered(status.server(), mayHaveIt && !passedOver, reason));
        }
        if (lastResort && roster.rules().lastResort() instanceof LastResort.SorryServer sorry) {
            all.add(new Considered(sorry.server(), true, "the sorry server, as no real server is fit"));
        }
        return all;
    }

    private static String fitness(ServerStatus status, boolean lastResort, PickRequest request, @Nullable String full) {
        String load = "weight " + status.effectiveWeight() + ", "
                + (full == null
                        ? status.server().activeExchanges() + " under way"
                        : "full, so that requests wait: " + full);
        if (status.server() == request.tried()) {
            return "failed this request just now, so only if there is no other; " + load;
        }
        return (lastResort ? "fit as all others, since none is by its health; " : "fit; ") + load;
    }

    private static @Nullable String whyNotKept(
            Roster roster, RealServer had, @Nullable String host, PickRequest request) {
        int index = roster.members().indexOf(had);
        if (index < 0) {
            return "it is not a real server of this virtual service any more";
        }
        if (had == request.tried()) {
            return "it failed this request just now";
        }
        Exclusion exclusion = Exclusion.ofPresentClient(roster.servers().get(index), host);
        String closed = roster.whyClosed();
        return exclusion != null ? exclusion.words() : closed == null ? "it does not keep it" : closed;
    }

    /** The same for a request that was given this real server. */
    public Explanation chose(@Nullable RealServer server, Stay decided) {
        return new Explanation(host, closed, decided, had, notKept, server, servers, moreFit, moreOut);
    }

    /** The first ones only, with the chosen one wherever it stands. */
    public Explanation withAtMost(int most) {
        List<Considered> shown = new ArrayList<>();
        int fit = 0;
        int out = 0;
        for (Considered one : servers) {
            if (shown.size() < most || one.server() == chosen) {
                shown.add(one);
            } else if (one.fit()) {
                fit++;
            } else {
                out++;
            }
        }
        return new Explanation(host, closed, stay, had, notKept, chosen, shown, moreFit + fit, moreOut + out);
    }
}
