package io.steelyard.health;

import io.steelyard.health.settings.SettingProblem;
import io.steelyard.health.settings.Settings;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tries health checks once that nobody saved. Few at once, the others wait in line; what comes when the line is full is
 * refused. Thread-safe; never blocks.
 */
public final class Trials {
    private static final int AT_ONCE = 16;
    private static final int LINE = 1000;

    private final HealthCheckKinds kinds;
    private final ProbeNetwork network;
    private final Clock clock;
    private final ArrayDeque<Runnable> line = new ArrayDeque<>();
    private int running;

    /** Whom to ask and how long that may take. */
    public record Place(
            InetSocketAddress address, Duration connectTimeout, Duration responseTimeout, Greeting greeting) {

        /** One that is asked without a greeting. */
        public Place(InetSocketAddress address, Duration connectTimeout, Duration responseTimeout) {
            this(address, connectTimeout, responseTimeout, Greeting.NONE);
        }
    }

    public Trials(HealthCheckKinds kinds, ProbeNetwork network, Clock clock) {
        this.kinds = kinds;
        this.network = network;
        this.clock = clock;
    }

    /** A trial's settings for people to see, without secrets. */
    public Map<String, Object> shown(Trial trial) {
        return kinds.shown(trial.type(), trial.settings());
    }

    /** What is wrong with a check, so that trying it makes no sense; empty where nothing is. */
    public List<SettingProblem> problems(Trial trial) {
        Settings settings = Settings.of(trial.settings(), "");
        create(trial, settings);
        return settings.problems();
    }

    /** Tries it; the stage never fails, and is complete when the times of the place are over and those before it are done. */
    public CompletionStage<Trial> run(Trial trial, Place place) {
        Settings settings = Settings.of(trial.settings(), "");
        HealthCheck check = create(trial, settings);
        if (check == null || !settings.problems().isEmpty()) {
            String problem = settings.problems().isEmpty()
                    ? "the check cannot be made"
                    : settings.problems().get(0).message();
            return CompletableFuture.completedFuture(trial.with(notTried(problem)));
        }
        if (place.address().isUnresolved()) {
            String name = place.address().getHostString();
            return CompletableFuture.completedFuture(trial.with(notTried("no address is known for " + name)));
        }
        CompletableFuture<Trial> done = new CompletableFuture<>();
        Runnable start = () -> start(trial, check, place, done);
        if (!enter(start)) {
            done.complete(trial.with(notTried("not tried: too many trials wait already")));
        }
        return done.minimalCompletionStage();
    }

    private @Nullable HealthCheck create(Trial trial, Settings settings) {
        HealthCheckKind kind = kinds.find(trial.type());
        if (kind == null) {
            settings.problem(
                    "type",
                    "'" + trial.type() + "' is not a known health check, this must be one of "
                            + String.join(", ", kinds.types()));
            return null;
        }
        if (trial.host() != null && !kind.asksByHost()) {
            settings.problem("hosts", "a health check of type " + kind.type() + " does not ask by host name");
            return null;
        }
        try {
            HealthCheck check = kind.create(settings);
            settings.end();
            return check;
        } catch (RuntimeException e) { // kinds come from anybody's jar
            settings.problem(
                    "", "the health check '" + kind.type() + "' cannot take these settings: " + e.getMessage());
            return null;
        }
    }

    private void start(Trial trial, HealthCheck check, Place place, CompletableFuture<Trial> done) {
        Target target = new Target(
                place.address(), trial.host(), place.connectTimeout(), place.responseTimeout(), place.greeting());
        Duration limit = place.connectTimeout().plus(place.responseTimeout()).plus(WatchedCell.GRACE);
        probe(check, target)
                .toCompletableFuture()
                .copy()
                .orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS)
                .exceptionally(failure -> notTried("the check gave no verdict: " + failure))
                .whenComplete((verdict, failure) -> {
                    leave();
                    done.complete(trial.with(verdict));
                });
    }

    private CompletionStage<Verdict> probe(HealthCheck check, Target target) {
        try {
            return check.probe(target, network);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Verdict notTried(String why) {
        return Verdict.down(why, Transcript.empty(clock.instant()));
    }

    private boolean enter(Runnable start) {
        synchronized (line) {
            if (running >= AT_ONCE) {
                return line.size() < LINE && line.offer(start);
            }
            running++;
        }
        start.run();
        return true;
    }

    private void leave() {
        Runnable next;
        synchronized (line) {
            next = line.poll();
            if (next == null) {
                running--;
            }
        }
        if (next != null) {
            next.run();
        }
    }
}
