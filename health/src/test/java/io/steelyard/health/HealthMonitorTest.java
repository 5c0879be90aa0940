package io.steelyard.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HealthMonitorTest {
    private static final ProbeSchedule SCHEDULE =
            new ProbeSchedule(Duration.ofSeconds(5), Duration.ofSeconds(1), new Thresholds(2, 3));
    private static final CellId CELL = cell(0);
    private static final Target TARGET = new Target(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 80),
            "a.lab",
            Duration.ofSeconds(3),
            Duration.ofSeconds(3));

    private final SimulatedTime time = new SimulatedTime();
    private final News news = new News();

    private static CellId cell(int number) {
        return new CellId("web", "192.0.2.1:" + number, 0, "a.lab");
    }

    private static Verdict verdict(boolean up) {
        return new Verdict(up, up ? "HTTP 200" : "HTTP 500", Transcript.empty(java.time.Instant.EPOCH));
    }

    private HealthMonitor monitor(int atOnce) {
        HealthMonitor monitor = new HealthMonitor(new NoNetwork(), time, time, atOnce);
        monitor.addListener(news);
        return monitor;
    }

    /** What was announced, in order. */
    private static final class News implements HealthListener {
        final List<HealthChange> changes = new ArrayList<>();
        final List<CellState> states = new ArrayList<>();

        @Override
        public void changed(HealthChange change) {
            changes.add(change);
        }

        @Override
        public void probed(CellId cell, CellState state, Verdict verdict) {
            states.add(state);
        }
    }

    /** A check that answers as told, and remembers when it was asked. */
    private final class Told implements HealthCheck {
        final List<Long> millis = new ArrayList<>();
        final Deque<CompletableFuture<Verdict>> open = new ArrayDeque<>();
        boolean up = true;
        boolean hangs;
        int atOnce;
        int mostAtOnce;

        @Override
        public CompletionStage<Verdict> probe(Target target, ProbeNetwork network) {
            millis.add(time.nanos() / 1_000_000);
            atOnce++;
            mostAtOnce = Math.max(mostAtOnce, atOnce);
            CompletableFuture<Verdict> answer = new CompletableFuture<>();
            open.add(answer);
            if (!hangs) {
                answer();
            }
            return answer;
        }

        void answer() {
            atOnce--;
            open.remove().complete(verdict(up));
        }

        long gap(int second) {
            return millis.get(second) - millis.get(second - 1);
        }
    }

    @Test
    void the_first_probe_comes_at_once_and_its_verdict_counts_at_once() {
        Told check = new Told();
        Watch watch = monitor(10).watch(CELL, check, TARGET, SCHEDULE);
        assertThat(watch.history().state().state()).isEqualTo(CellState.PENDING);

        time.pass(Duration.ofMillis(200));

        assertThat(watch.history().state().state()).isEqualTo(CellState.UP);
        assertThat(news.changes)
                .singleElement()
                .satisfies(change -> assertThat(change)
                        .extracting(HealthChange::cell, HealthChange::from, HealthChange::to)
                        .containsExactly(CELL, CellState.PENDING, CellState.UP));
    }

    @Test
    void probes_start_one_interval_apart_however_long_they_take() {
        Told check = new Told();
        check.hangs = true;
        monitor(10).watch(CELL, check, TARGET, SCHEDULE);

        for (int i = 0; i < 40; i++) {
            time.pass(Duration.ofSeconds(1));
            check.open.stream().findFirst().ifPresent(answer -> check.answer());
        }

        assertThat(check.gap(1)).isBetween(2500L, 7500L);
        assertThat(IntStream.range(2, check.millis.size()).mapToObj(check::gap)).containsOnly(5000L);
    }

    @Test
    void a_cell_that_is_changing_its_mind_is_probed_at_the_fast_interval() {
        Told check = new Told();
        Watch watch = monitor(10).watch(CELL, check, TARGET, SCHEDULE);
        time.pass(Duration.ofSeconds(20));
        check.up = false;
        int before = check.millis.size();

        time.pass(Duration.ofSeconds(8));

        assertThat(check.gap(before + 1)).isEqualTo(1000);
        assertThat(check.gap(before + 2)).isEqualTo(1000);
        assertThat(watch.history().state().state()).isEqualTo(CellState.DOWN);
        assertThat(news.changes).extracting(HealthChange::to).containsExactly(CellState.UP, CellState.DOWN);
        time.pass(Duration.ofSeconds(10));
        assertThat(check.gap(before + 3)).isEqualTo(5000);
    }

    @Test
    void probes_of_many_cells_are_spread_over_the_interval() {
        Told check = new Told();
        HealthMonitor monitor = monitor(10);
        for (int i = 0; i < 1000; i++) {
            monitor.watch(cell(i), check, TARGET, SCHEDULE);
        }
        time.pass(Duration.ofSeconds(20));
        check.millis.clear();

        time.pass(Duration.ofSeconds(5));

        int[] perTenth = new int[10];
        check.millis.forEach(at -> perTenth[(int) (at % 5000 / 500)]++);
        assertThat(check.millis).hasSize(1000);
        assertThat(Arrays.stream(perTenth)).allMatch(count -> count > 60 && count < 150);
    }

    @Test
    void after_the_machine_was_frozen_probes_are_spread_again() {
        Told check = new Told();
        HealthMonitor monitor = monitor(1000);
        for (int i = 0; i < 1000; i++) {
            monitor.watch(cell(i), check, TARGET, SCHEDULE);
        }
        time.pass(Duration.ofSeconds(20));

        time.freeze(Duration.ofSeconds(60));

        time.pass(Duration.ofSeconds(10));
        check.millis.clear();
        time.pass(Duration.ofSeconds(5));
        int[] perTenth = new int[10];
        check.millis.forEach(at -> perTenth[(int) (at % 5000 / 500)]++);
        assertThat(Arrays.stream(perTenth)).allMatch(count -> count > 60 && count < 150);
    }

    @Test
    void no_more_probes_run_at_once_than_allowed_and_every_cell_has_its_turn() {
        Told check = new Told();
        check.hangs = true;
        HealthMonitor monitor = monitor(7);
        for (int i = 0; i < 50; i++) {
            monitor.watch(cell(i), check, TARGET, SCHEDULE);
        }
        time.pass(Duration.ofMillis(200));

        while (!check.open.isEmpty()) {
            check.answer();
            time.pass(Duration.ZERO);
        }

        assertThat(check.mostAtOnce).isEqualTo(7);
        assertThat(news.changes).hasSize(50);
    }

    @Test
    void a_cell_that_hangs_delays_no_other_and_is_never_probed_twice_at_once() {
        Told hanging = new Told();
        hanging.hangs = true;
        Told other = new Told();
        HealthMonitor monitor = monitor(2);
        monitor.watch(cell(1), hanging, TARGET, SCHEDULE);
        monitor.watch(cell(2), other, TARGET, SCHEDULE);

        time.pass(Duration.ofMillis(6500));

        assertThat(hanging.millis).hasSize(1);
        assertThat(other.millis).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void a_probe_that_never_completes_is_ended_with_a_verdict_of_down() {
        Told check = new Told();
        check.hangs = true;
        Watch watch = monitor(1).watch(CELL, check, TARGET, SCHEDULE);

        time.pass(Duration.ofMillis(7200));

        assertThat(watch.history().state().state()).isEqualTo(CellState.DOWN);
        assertThat(watch.history().state().reason()).isEqualTo("the check gave no verdict within 7s");
        time.pass(Duration.ofSeconds(5));
        assertThat(check.millis).hasSize(2);
        check.up = true;
        check.answer(); // too late, counts for nothing
        time.pass(Duration.ZERO);
        assertThat(watch.history().verdicts()).hasSize(1);
    }

    @Test
    void a_check_that_throws_or_fails_is_down_with_its_exception() {
        HealthMonitor monitor = monitor(5);
        Watch throwing = monitor.watch(
                cell(1),
                (target, network) -> {
                    throw new IllegalStateException("broken");
                },
                TARGET,
                SCHEDULE);
        Watch failing = monitor.watch(
                cell(2),
                (target, network) -> CompletableFuture.failedFuture(new IllegalStateException("broken")),
                TARGET,
                SCHEDULE);

        time.pass(Duration.ofMillis(200));

        assertThat(throwing.history().state().reason())
                .isEqualTo("the check itself failed: java.lang.IllegalStateException: broken");
        assertThat(failing.history().state()).extracting(HealthState::state).isEqualTo(CellState.DOWN);
    }

    @Test
    void a_stopped_watch_asks_and_announces_nothing_more_and_leaves_nothing_behind() {
        Told check = new Told();
        HealthMonitor monitor = monitor(1);
        Watch idle = monitor.watch(cell(1), check, TARGET, SCHEDULE);
        time.pass(Duration.ofMillis(200));
        check.hangs = true;
        Watch probing = monitor.watch(cell(2), check, TARGET, SCHEDULE);
        Watch inLine = monitor.watch(cell(3), check, TARGET, SCHEDULE);
        time.pass(Duration.ofMillis(200));
        news.changes.clear();

        List.of(idle, probing, inLine).forEach(Watch::stop);
        time.pass(Duration.ZERO);
        check.answer();
        time.pass(Duration.ofSeconds(30));

        assertThat(check.millis).hasSize(2);
        assertThat(news.changes).isEmpty();
        assertThat(time.appointments()).isZero();
        assertThat(monitor.history(cell(2))).isNull();
        assertThat(idle.history().state().state()).isEqualTo(CellState.UP);
    }

    @Test
    void the_slot_of_a_stopped_probe_is_free_again_for_others() {
        Told hanging = new Told();
        hanging.hangs = true;
        Told other = new Told();
        HealthMonitor monitor = monitor(1);
        Watch stopped = monitor.watch(cell(1), hanging, TARGET, SCHEDULE);
        time.pass(Duration.ofMillis(200));
        monitor.watch(cell(2), other, TARGET, SCHEDULE);
        stopped.stop();

        time.pass(Duration.ofSeconds(8));

        assertThat(other.millis).isNotEmpty();
    }

    @Test
    void another_question_for_a_watched_cell_keeps_its_state_and_is_put_at_once() {
        Told before = new Told();
        HealthMonitor monitor = monitor(5);
        Watch watch = monitor.watch(CELL, before, TARGET, SCHEDULE);
        time.pass(Duration.ofSeconds(30));
        int asked = before.millis.size();
        Told after = new Told();
        after.up = false;

        Watch same = monitor.watch(CELL, after, TARGET, SCHEDULE);
        time.pass(Duration.ofMillis(200));

        assertThat(same).isSameAs(watch);
        assertThat(after.millis).hasSize(1);
        assertThat(watch.history().state().state()).isEqualTo(CellState.UP);
        time.pass(Duration.ofSeconds(3));
        assertThat(watch.history().state().state()).isEqualTo(CellState.DOWN);
        assertThat(before.millis).hasSize(asked);
    }

    @Test
    void the_verdict_on_a_question_that_was_replaced_meanwhile_counts_for_nothing() {
        Told before = new Told();
        before.hangs = true;
        before.up = false;
        HealthMonitor monitor = monitor(5);
        Watch watch = monitor.watch(CELL, before, TARGET, SCHEDULE);
        time.pass(Duration.ofMillis(200));
        Told after = new Told();

        monitor.watch(CELL, after, TARGET, SCHEDULE);
        time.pass(Duration.ofMillis(200));
        assertThat(after.millis).isEmpty();
        before.answer();
        time.pass(Duration.ofMillis(200));

        assertThat(watch.history().verdicts()).extracting(Verdict::up).containsExactly(true);
    }

    @Test
    void a_check_that_asks_nothing_is_announced_as_unchecked_and_never_put() {
        Told check = new Told();
        HealthCheck nothing = new HealthCheck() {
            @Override
            public CompletionStage<Verdict> probe(Target target, ProbeNetwork network) {
                return check.probe(target, network);
            }

            @Override
            public boolean asks() {
                return false;
            }
        };

        Watch watch = monitor(1).watch(CELL, nothing, TARGET, SCHEDULE);
        time.pass(Duration.ofSeconds(30));

        assertThat(check.millis).isEmpty();
        assertThat(watch.history().state().state()).isEqualTo(CellState.UNCHECKED);
        assertThat(news.changes).extracting(HealthChange::to).containsExactly(CellState.UNCHECKED);
    }

    @Test
    void probe_now_asks_at_once_counts_and_goes_on_from_there() {
        Told check = new Told();
        HealthMonitor monitor = monitor(1);
        Watch watch = monitor.watch(CELL, check, TARGET, SCHEDULE);
        time.pass(Duration.ofSeconds(21));
        int before = check.millis.size();
        check.up = false;

        CompletableFuture<Verdict> now = monitor.probeNow(CELL).orElseThrow().toCompletableFuture();
        time.pass(Duration.ZERO);

        assertThat(now.join().reason()).isEqualTo("HTTP 500");
        assertThat(check.millis).hasSize(before + 1);
        assertThat(watch.history().state().downs()).isEqualTo(1);
        time.pass(Duration.ofSeconds(1));
        assertThat(check.millis).hasSize(before + 2);
    }

    @Test
    void probe_now_joins_the_probe_under_way_and_goes_before_those_in_line() {
        Told check = new Told();
        check.hangs = true;
        HealthMonitor monitor = monitor(1);
        monitor.watch(cell(1), check, TARGET, SCHEDULE);
        time.pass(Duration.ofMillis(200));

        CompletableFuture<Verdict> now = monitor.probeNow(cell(1)).orElseThrow().toCompletableFuture();
        time.pass(Duration.ZERO);
        check.answer();
        time.pass(Duration.ZERO);

        assertThat(now).isCompleted();
        assertThat(check.millis).hasSize(1);
        assertThat(monitor.probeNow(cell(9))).isEmpty();
    }

    @Test
    void a_listener_that_throws_is_logged_once_and_stops_nobody() {
        Logger logger = (Logger) LoggerFactory.getLogger(HealthMonitor.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        logger.setAdditive(false);
        try {
            HealthMonitor monitor = new HealthMonitor(new NoNetwork(), time, time, 1);
            monitor.addListener(new HealthListener() {
                @Override
                public void probed(CellId cell, CellState state, Verdict verdict) {
                    throw new IllegalStateException("listener");
                }
            });
            monitor.addListener(news);
            monitor.watch(CELL, new Told(), TARGET, SCHEDULE);

            time.pass(Duration.ofSeconds(30));
        } finally {
            logger.detachAppender(log);
            logger.setAdditive(true);
        }

        assertThat(log.list).hasSize(1);
        assertThat(news.states).hasSizeGreaterThan(3);
    }

    @Test
    void the_last_20_verdicts_and_200_transitions_are_kept() {
        Told check = new Told();
        ProbeSchedule hasty = new ProbeSchedule(Duration.ofSeconds(1), Duration.ofSeconds(1), new Thresholds(1, 1));
        Watch watch = monitor(1).watch(CELL, check, TARGET, hasty);

        for (int i = 0; i < 300; i++) {
            time.pass(Duration.ofSeconds(1));
            check.up = !check.up;
        }

        CellHistory history = watch.history();
        assertThat(history.verdicts()).hasSize(CellHistory.VERDICTS);
        assertThat(history.verdicts().get(19)).isEqualTo(history.state().last());
        assertThat(history.transitions()).hasSize(CellHistory.TRANSITIONS);
        assertThat(history.transitions().get(199)).isEqualTo(news.changes.get(news.changes.size() - 1));
    }

    @Test
    void a_closed_monitor_probes_nothing_and_watches_nothing_new() {
        Told check = new Told();
        HealthMonitor monitor = monitor(1);
        monitor.watch(CELL, check, TARGET, SCHEDULE);

        monitor.close();
        time.pass(Duration.ofSeconds(30));

        assertThat(check.millis).isEmpty();
        assertThat(monitor.history(CELL)).isNull();
        assertThatThrownBy(() -> monitor.watch(CELL, check, TARGET, SCHEDULE)).hasMessageContaining("closed");
    }
}
