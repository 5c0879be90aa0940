package io.steelyard.service;

import io.steelyard.config.AdminConfig;
import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.HealthCheckConfig;
import io.steelyard.config.HostCheckConfig;
import io.steelyard.config.RealServerConfig;
import io.steelyard.config.VirtualServiceConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongBiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to get from one configuration to another, in the order in which it is done: what opens comes before what
 * closes. Found by comparing the two and nothing else, so that it can be shown before it is applied.
 *
 * <p>Virtual services are the same when they have the same name, real servers when they have the same address and port.
 * Whatever can be changed in place is.
 *
 * @param now what will be running
 * @param changes empty where the two are the same
 */
public record Plan(ApplianceConfig now, List<Change> changes) {
    public Plan {
        changes = List.copyOf(changes);
    }

    public static Plan between(ApplianceConfig was, ApplianceConfig now) {
        return new Difference(was, now).plan();
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Whether anything of this virtual service changes. */
    public boolean concerns(String service) {
        return changes.stream().anyMatch(change -> change.services().contains(service));
    }

    /** All of it, each change as {@link Change#sentence}. */
    public List<String> sentences() {
        return changes.stream().map(Change::sentence).toList();
    }

    /** The first of these, parted by semicolons, and how many more there are. */
    public String brief(int most) {
        String first = changes.stream().limit(most).map(Change::sentence).collect(Collectors.joining("; "));
        return changes.size() <= most ? first : first + "; and " + Words.count(changes.size() - most, "more change");
    }

    /**
     * The gist in one line, such as "opens 1 listener, drains 2 real servers with 14 connections, closes nothing".
     *
     * @param underWay how many exchanges a real server has, by the virtual service's name and its own
     */
    public String summary(ToLongBiFunction<String, String> underWay) {
        List<String> parts = new ArrayList<>();
        add(parts, "opens", count(Change.OpenListener.class), "listener");
        add(parts, "adds", count(Change.AddServer.class), "real server");
        long inPlace = changes.stream().filter(Plan::isInPlace).count();
        add(parts, "makes", inPlace, "change", " in place");
        List<Change.RemoveServer> drained = of(Change.RemoveServer.class);
        long busy = drained.stream()
                .mapToLong(gone ->
                        underWay.applyAsLong(gone.service(), gone.server().name()))
                .sum();
        add(parts, "drains", drained.size(), "real server", " with " + Words.count(busy, "connection"));
        add(parts, "removes", count(Change.RemoveService.class), "virtual service");
        long closed = count(Change.CloseListener.class);
        parts.add(closed == 0 ? "closes nothing" : "closes " + Words.count(closed, "listener"));
        return isEmpty() ? "changes nothing" : String.join(", ", parts);
    }

    private static void add(List<String> parts, String verb, long number, String what) {
        add(parts, verb, number, what, "");
    }

    private static void add(List<String> parts, String verb, long number, String what, String behind) {
        if (number > 0) {
            parts.add(verb + " " + Words.count(number, what) + behind);
        }
    }

    private static boolean isInPlace(Change change) {
        return change instanceof Change.ChangeSettings
                || change instanceof Change.ChangeServer
                || change instanceof Change.ReplaceChecks
                || change instanceof Change.HandOver;
    }

    private long count(Class<? extends Change> kind) {
        return of(kind).size();
    }

    private <C extends Change> List<C> of(Class<C> kind) {
        return changes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Two configurations side by side. */
    private static final class Difference {
        private final ApplianceConfig was;
        private final ApplianceConfig now;
        private final Map<String, VirtualServiceConfig> before;
        private final Map<String, VirtualServiceConfig> after;
        private final List<Change> opening = new ArrayList<>();
        private final List<Change> changing = new ArrayList<>();
        private final List<Change> closing = new ArrayList<>();

        Difference(ApplianceConfig was, ApplianceConfig now) {
            this.was = was;
            this.now = now;
            this.before = byName(was.virtualServices(), VirtualServiceConfig::name);
            this.after = byName(now.virtualServices(), VirtualServiceConfig::name);
        }

        Plan plan() {
            compareListeners();
            after.forEach((name, service) -> compareService(before.get(name), service));
            before.forEach((name, service) -> {
                if (!after.containsKey(name)) {
                    closing.add(new Change.RemoveService(service));
                }
            });
            if (!was.admin().equals(now.admin())) {
                changing.add(admin(was.admin(), now.admin()));
            }
            if (!was.events().equals(now.events())) {
                changing.add(new Change.EventsWait());
            }
            if (!was.nameServers().equals(now.nameServers())) {
                changing.add(new Change.NameServersWait());
            }
            if (!was.dataPlane().equals(now.dataPlane())) {
                changing.add(new Change.DataPlaneWaits());
            }
            List<Change> all = new ArrayList<>(opening);
            all.addAll(changing);
            all.addAll(closing);
            return new Plan(now, all);
        }

        private static Change admin(AdminConfig was, AdminConfig now) {
            boolean stays = was.address().equals(now.address()) && was.port() == now.port();
            return stays
                    ? new Change.AdminWaits()
                    : new Change.AdminMoves(new Place(now.address(), now.port(), "").toString());
        }

        private void compareListeners() {
            Map<Place, Tenancy> held = Tenancy.of(was.virtualServices());
            Map<Place, Tenancy> wanted = Tenancy.of(now.virtualServices());
            wanted.forEach((place, tenant) -> {
                Tenancy holder = held.get(place);
                if (holder == null) {
                    opening.add(new Change.OpenListener(place, tenant));
                } else if (!holder.equals(tenant)) {
                    changing.add(new Change.HandOver(place, holder, tenant));
                }
            });
            held.forEach((place, tenant) -> {
                if (!wanted.containsKey(place)) {
                    closing.add(new Change.CloseListener(place, tenant));
                }
            });
        }

        private void compareService(@Nullable VirtualServiceConfig old, VirtualServiceConfig service) {
            if (old == null) {
                opening.add(new Change.AddService(service));
                return;
            }
            List<String> settings = SettingsDiffer.between(old, service);
            if (!settings.isEmpty()) {
                changing.add(new Change.ChangeSettings(service.name(), settings));
            }
            if (!sameQuestions(old.healthChecks(), service.healthChecks())) {
                changing.add(new Change.ReplaceChecks(
                        service.name(),
                        old.healthChecks().size(),
                        service.healthChecks().size()));
            }
            compareServers(service.name(), old.realServers(), service.realServers());
        }

        private void compareServers(String service, List<RealServerConfig> old, List<RealServerConfig> next) {
            Map<String, RealServerConfig> had = byName(old, RealServerConfig::name);
            Map<String, RealServerConfig> has = byName(next, RealServerConfig::name);
            has.forEach((name, server) -> {
                RealServerConfig known = had.get(name);
                if (known == null) {
                    opening.add(new Change.AddServer(service, server));
                } else if (!known.equals(server)) {
                    changing.add(new Change.ChangeServer(service, known, server));
                }
            });
            had.forEach((name, server) -> {
                if (!has.containsKey(name)) {
                    closing.add(new Change.RemoveServer(service, server));
                }
            });
            if (had.keySet().equals(has.keySet()) && !List.copyOf(had.keySet()).equals(List.copyOf(has.keySet()))) {
                changing.add(new Change.ChangeSettings(service, List.of("the order of the real servers")));
            }
        }

        private static <K, V> Map<K, V> byName(List<V> all, Function<V, K> name) {
            return all.stream()
                    .collect(Collectors.toMap(name, Function.identity(), (one, other) -> one, LinkedHashMap::new));
        }
    }

    /** Whether two lists of health checks ask the same, in the same order; by what was written, as the rest follows. */
    static boolean sameQuestions(List<HealthCheckConfig> some, List<HealthCheckConfig> others) {
        return some.stream()
                .map(Plan::question)
                .toList()
                .equals(others.stream().map(Plan::question).toList());
    }

    private static List<Object> question(HealthCheckConfig check) {
        List<Object> question = new ArrayList<>(List.of(check.type(), check.settings()));
        for (HostCheckConfig host : check.hosts()) {
            question.add(List.of(host.name(), host.policy(), host.settings()));
        }
        return question;
    }
}
