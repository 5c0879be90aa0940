package io.steelyard.appliance;

import io.steelyard.admin.Insight;
import io.steelyard.config.EventsConfig;
import io.steelyard.config.revision.Beginning;
import io.steelyard.diagnosis.Diagnoses;
import io.steelyard.event.Event;
import io.steelyard.event.Severity;
import io.steelyard.health.HealthCheckKinds;
import io.steelyard.health.HealthMonitor;
import io.steelyard.health.ProbeNetwork;
import io.steelyard.health.ProbeTimer;
import io.steelyard.health.Trials;
import io.steelyard.journal.HealthEvents;
import io.steelyard.journal.Journal;
import io.steelyard.service.Drains;
import io.steelyard.service.Maintenance;
import io.steelyard.service.ServiceView;
import io.steelyard.service.VirtualServices;
import io.steelyard.service.change.ChangeListener;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What happened and why, put together: the journal, the events that go into it, and the diagnoses. */
final class Chronicle implements AutoCloseable {
    private final ScheduledExecutorService thinking;
    private final Journal journal;
    private final Clock clock;
    private final Insight insight;
    private final ChangeEvents changes;

    private Chronicle(ScheduledExecutorService thinking, Journal journal, Clock clock, Insight insight) {
        this.thinking = thinking;
        this.journal = journal;
        this.clock = clock;
        this.insight = insight;
        this.changes = new ChangeEvents(journal, clock);
    }

    /** Begins to listen to the monitor; what it hears from now on is told. */
    static Chronicle start(
            EventsConfig config, HealthMonitor monitor, ProbeNetwork network, VirtualServices services, Clock clock) {
        ScheduledExecutorService thinking = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "diagnosis");
            thread.setDaemon(true);
            return thread;
        });
        Journal journal = Journal.start(config);
        Trials trials = new Trials(HealthCheckKinds.installed(), network, clock);
        Diagnoses diagnoses = new Diagnoses(
                () -> services.services().stream().map(ServiceView::config).toList(),
                monitor::history,
                trials,
                ProbeTimer.on(thinking),
                journal,
                clock);
        HealthEvents health = new HealthEvents(journal, config.damping(), clock);
        thinking.scheduleWithFixedDelay(health::tick, 1, 1, TimeUnit.SECONDS);
        monitor.addListener(health);
        monitor.addListener(diagnoses);
        services.addDoubtListener(new DoubtEvents(journal, clock));
        Maintenance maintenance = services.maintenance();
        Drains drains = new Drains(maintenance, journal, clock);
        thinking.scheduleWithFixedDelay(drains::tick, 1, 1, TimeUnit.SECONDS);
        Insight insight = new Insight(monitor, diagnoses, trials, journal, maintenance);
        return new Chronicle(thinking, journal, clock, insight);
    }

    Insight insight() {
        return insight;
    }

    /** The configuration is in force. */
    void started(Beginning.Ready beginning) {
        insight.diagnoses().configured();
        int count = beginning.config().virtualServices().size();
        journal.happened(Event.of(
                clock.instant(),
                Severity.NOTICE,
                "appliance-started",
                "Steelyard " + Commands.ownVersion() + " started with " + count + " virtual service"
                        + (count == 1 ? "" : "s")));
        changes.began(beginning);
    }

    /** Another configuration is in force. */
    void configured() {
        insight.diagnoses().configured();
    }

    /** Tells what becomes of changes. */
    ChangeListener changeListener() {
        return changes;
    }

    @Override
    public void close() {
        thinking.shutdownNow();
        journal.happened(Event.of(clock.instant(), Severity.NOTICE, "appliance-stopped", "Steelyard stopped"));
        journal.close();
    }
}
