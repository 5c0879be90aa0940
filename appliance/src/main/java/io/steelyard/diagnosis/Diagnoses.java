package io.steelyard.diagnosis;

import io.steelyard.config.RealServerConfig;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.event.EventListener;
import io.steelyard.health.CellHistory;
import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.health.Diagnosis;
import io.steelyard.health.DialogueFailure;
import io.steelyard.health.HealthListener;
import io.steelyard.health.ProbeTimer;
import io.steelyard.health.Trial;
import io.steelyard.health.Trials;
import io.steelyard.health.Verdict;
import io.steelyard.health.diagnosis.Examination;
import io.steelyard.health.diagnosis.PoolFacts;
import io.steelyard.health.diagnosis.TrialPlan;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the diagnoses of the live pools up to date. A pool is examined when one of its cells shows something it did not
 * show before, never for a probe that went as the one before; what the examination wants tried is tried once for each
 * such change. All thinking happens on the timer's thread; reading is free for all.
 */
public final class Diagnoses implements HealthListener {
    private static final Logger LOG = LoggerFactory.getLogger(Diagnoses.class);

    /** Changes that come within this time are examined together. */
    static final long GAP_NANOS = 200_000_000;

    private final Supplier<List<VirtualServiceConfig>> services;
    private final Function<CellId, @Nullable CellHistory> histories;
    private final SeenHosts seenHosts = new SeenHosts();
    private final Trials trials;
    private final ProbeTimer timer;
    private final DiagnosisEvents events;
    private final Examination examination = Examination.usual();
    private final Map<CellId, Look> looks = new ConcurrentHashMap<>();
    private final Set<String> due = ConcurrentHashMap.newKeySet();
    private final Map<String, List<Diagnosis>> current = new ConcurrentHashMap<>();
    private final Map<String, TrialMemory> memories = new ConcurrentHashMap<>();

    /** What one cell shows, as far as diagnoses care. */
    private record Look(CellState state, boolean up, String reason, DialogueFailure.@Nullable Kind failure) {}

    /**
     * Diagnoses of no pool yet.
     *
     * @param services those that are live, at this moment
     * @param histories what is known of a cell; null where it is not watched
     * @param timer where everything happens; no event loop that serves clients
     */
    public Diagnoses(
            Supplier<List<VirtualServiceConfig>> services,
            Function<CellId, @Nullable CellHistory> histories,
            Trials trials,
            ProbeTimer timer,
            EventListener listener,
            Clock clock) {
        this.services = services;
        this.histories = histories;
        this.trials = trials;
        this.timer = timer;
        this.events = new DiagnosisEvents(listener, clock);
    }

    /** What is wrong with this virtual service's pool, as of the last change. */
    public List<Diagnosis> of(String virtualService) {
        return current.getOrDefault(virtualService, List.of());
    }

    /** What is wrong with this cell; null where nothing is known to be. */
    public @Nullable Diagnosis of(CellId cell) {
        for (Diagnosis diagnosis : of(cell.virtualService())) {
            if (diagnosis.cells().contains(cell)) {
                return diagnosis;
            }
        }
        return null;
    }

    @Override
    public void probed(CellId cell, CellState state, Verdict verdict) {
        Look look = new Look(state, verdict.up(), verdict.reason(), verdict.failure());
        if (!look.equals(looks.put(cell, look))) {
            examineSoon(cell.virtualService());
        }
    }

    /** A client asked for this host name, and no real server could take it. Any thread; returns at once. */
    public void askedInVain(String virtualService, String host) {
        if (seenHosts.asked(virtualService, host)) {
            examineSoon(virtualService);
        }
    }

    /** The configuration has changed: every pool is examined again. */
    public void configured() {
        Set<String> names = new LinkedHashSet<>(current.keySet());
        services.get().forEach(service -> names.add(service.name()));
        names.forEach(this::examineSoon);
    }

    private void examineSoon(String virtualService) {
        if (due.add(virtualService)) {
            timer.execute(() -> timer.schedule(() -> examine(virtualService), GAP_NANOS));
        }
    }

    private void examine(String name) {
        due.remove(name);
        try {
            List<VirtualServiceConfig> all = services.get();
            VirtualServiceConfig service = all.stream()
                    .filter(candidate -> candidate.name().equals(name))
                    .findFirst()
                    .orElse(null);
            if (service == null) {
                forget(name);
            } else {
                examine(service, all);
            }
        } catch (RuntimeException e) {
            LOG.error("The pool of {} could not be examined; its probes go on", name, e);
        }
    }

    private void examine(VirtualServiceConfig service, List<VirtualServiceConfig> all) {
        TrialMemory memory = memories.computeIfAbsent(service.name(), n -> new TrialMemory());
        Set<String> hosts = new LinkedHashSet<>(PoolReading.knownHosts(service, all));
        hosts.addAll(seenHosts.of(service.name()));
        PoolFacts untried = PoolReading.facts(service, histories, List.copyOf(hosts), List.of());
        List<Trial> fresh = memory.begin(TrialPlan.of(untried));
        PoolFacts facts = new PoolFacts(
                untried.virtualService(), untried.checks(), untried.cells(), untried.knownHosts(), memory.all());
        publish(service.name(), examination.examine(facts));
        forgetCells(service);
        fresh.forEach(trial -> begin(service, trial));
    }

    private void publish(String name, List<Diagnosis> found) {
        List<Diagnosis> before = current.put(name, found);
        events.changed(before == null ? List.of() : before, found);
    }

    private void begin(VirtualServiceConfig service, Trial trial) {
        RealServerConfig server = service.realServers().stream()
                .filter(candidate -> candidate.name().equals(trial.realServer()))
                .findFirst()
                .orElse(null);
        if (server == null) {
            return;
        }
        Trials.Place place = new Trials.Place(
                server.socketAddress(),
                service.health().connectTimeout(),
                service.health().responseTimeout(),
                service.http().origin().proxyProtocol().greeting());
        trials.run(trial, place)
                .thenAccept(done -> timer.execute(() -> {
                    TrialMemory memory = memories.get(service.name());
                    if (memory != null && memory.ended(done)) {
                        examineSoon(service.name());
                    }
                }));
    }

    private void forget(String name) {
        memories.remove(name);
        List<Diagnosis> before = current.remove(name);
        events.changed(before == null ? List.of() : before, List.of());
        looks.keySet().removeIf(cell -> cell.virtualService().equals(name));
    }

    private void forgetCells(VirtualServiceConfig service) {
        Set<CellId> live = new HashSet<>(PoolReading.cells(service));
        looks.keySet().removeIf(cell -> cell.virtualService().equals(service.name()) && !live.contains(cell));
    }
}
