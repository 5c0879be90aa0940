package io.steelyard.health;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What happens to the appliance itself is held against no real server. */
class OwnFaultsTest {
    private static final ProbeSchedule SCHEDULE =
            new ProbeSchedule(Duration.ofSeconds(5), Duration.ofSeconds(1), new Thresholds(2, 1));
    private static final CellId CELL = new CellId("web", "192.0.2.1:80", 0, "a.lab");
    private static final Target TARGET = new Target(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 80),
            "a.lab",
            Duration.ofSeconds(3),
            Duration.ofSeconds(3));
    private static final Transcript NOTHING = Transcript.empty(Instant.EPOCH);
    private static final Verdict UP = Verdict.up("HTTP 200", NOTHING);
    private static final Verdict TOO_LATE = Verdict.down("no answer within 3s", NOTHING);
    private static final Verdict VOID = Verdict.voided("the appliance has no file handle left to ask with", NOTHING);

    private final SimulatedTime time = new SimulatedTime();
    private final HealthMonitor monitor = new HealthMonitor(new NoNetwork(), time, time, 10);
    private final List<CellState> changes = new ArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(HealthMonitor.class);

    private Verdict answer = UP;
    private Duration takes = Duration.ofMillis(1);
    private int probes;
    private final Watch watch = watch();

    private Watch watch() {
        monitor.addListener(new HealthListener() {
            @Override
            public void changed(HealthChange change) {
                changes.add(change.to());
            }
        });
        return monitor.watch(CELL, this::probe, TARGET, SCHEDULE);
    }

    private CompletableFuture<Verdict> probe(Target target, ProbeNetwork network) {
        probes++;
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        Verdict given = answer;
        time.schedule(() -> verdict.complete(given), takes.toNanos());
        return verdict;
    }

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setAdditive(true);
    }

    private CellState state() {
        return watch.history().state().state();
    }

    /** Until the next probe is under way. */
    private void awaitProbe() {
        int before = probes;
        while (probes == before) {
            time.pass(Duration.ofMillis(10));
        }
    }

    @Test
    void a_deadline_that_passed_while_the_process_was_frozen_is_void_and_the_probe_is_repeated_at_once() {
        time.pass(Duration.ofSeconds(12));
        takes = Duration.ofSeconds(3);
        answer = TOO_LATE;
        awaitProbe();
        int before = probes;
        answer = UP;
        takes = Duration.ofMillis(1);

        time.freeze(Duration.ofSeconds(10));
        time.pass(WatchedCell.FIRST_SPREAD);

        assertThat(changes).containsExactly(CellState.UP);
        assertThat(probes).isEqualTo(before + 1);
        assertThat(watch.history().verdicts()).extracting(Verdict::reason).containsOnly("HTTP 200");
        assertThat(log.list)
                .singleElement()
                .asString()
                .contains("This process did not run for 10s")
                .contains("the 1 health checks that were under way");
    }

    @Test
    void an_answer_that_came_in_spite_of_the_freeze_counts() {
        takes = Duration.ofSeconds(2);
        time.pass(Duration.ofMillis(300));

        time.freeze(Duration.ofSeconds(6));

        assertThat(state()).isEqualTo(CellState.UP);
    }

    @Test
    void a_real_server_that_does_not_answer_the_repeated_probe_either_goes_down() {
        time.pass(Duration.ofSeconds(12));
        takes = Duration.ofSeconds(3);
        answer = TOO_LATE;
        awaitProbe();

        time.freeze(Duration.ofSeconds(10));
        time.pass(Duration.ofSeconds(4));

        assertThat(state()).isEqualTo(CellState.DOWN);
    }

    @Test
    void a_slow_answer_on_a_machine_that_runs_counts() {
        time.pass(Duration.ofSeconds(12));
        takes = Duration.ofSeconds(3);
        answer = TOO_LATE;
        awaitProbe();

        time.pass(Duration.ofSeconds(4));

        assertThat(state()).isEqualTo(CellState.DOWN);
        assertThat(log.list).isEmpty();
    }

    @Test
    void what_the_appliance_lacks_changes_no_state_and_no_count() {
        time.pass(Duration.ofSeconds(12));
        HealthState before = watch.history().state();
        answer = VOID;

        time.pass(Duration.ofMinutes(5));

        HealthState after = watch.history().state();
        assertThat(after)
                .isEqualTo(new HealthState(
                        CellState.UP, before.since(), "HTTP 200", before.ups(), before.downs(), after.last()));
        assertThat(watch.history().verdicts().get(19).isVoid()).isTrue();
        assertThat(changes).containsExactly(CellState.UP);
    }

    @Test
    void what_the_appliance_lacks_is_said_once_in_the_log_and_again_after_it_was_gone_for_a_minute() {
        answer = VOID;
        time.pass(Duration.ofMinutes(5));
        assertThat(log.list).singleElement().asString().contains("the appliance has no file handle left to ask with");

        answer = UP;
        time.pass(Duration.ofMinutes(2));
        answer = VOID;
        time.pass(Duration.ofMinutes(2));

        assertThat(log.list).hasSize(2);
    }

    @Test
    void a_cell_that_could_not_be_asked_yet_stays_pending_and_is_asked_at_the_fast_interval() {
        answer = VOID;
        time.pass(Duration.ofMillis(4900));
        assertThat(state()).isEqualTo(CellState.PENDING);
        assertThat(probes).isEqualTo(5);

        answer = UP;
        time.pass(Duration.ofSeconds(1));

        assertThat(state()).isEqualTo(CellState.UP);
    }
}
