package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.CheckCombination;
import io.steelyard.config.Scheduling;
import io.steelyard.net.Deadline;
import io.steelyard.net.DeadlineWheel;
import io.steelyard.pool.Pool;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.SchedulingMethod;
import io.steelyard.pool.ServerStatus;
import io.steelyard.pool.ServerTerms;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Two event loops' lines in simulated time, and how a place comes from one to the other. */
class WaitingLineTest {
    private static final long LONG = Duration.ofMinutes(1).toNanos();

    private long now;
    private final WaitingRoom room = new WaitingRoom();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final DeadlineWheel wheel = new DeadlineWheel(() -> now);
    private final WaitingLine here = line();
    private final WaitingLine there = line();
    private final List<String> served = new ArrayList<>();
    private final List<String> late = new ArrayList<>();
    private final RealServer server = new RealServer("a", new InetSocketAddress(InetAddress.getLoopbackAddress(), 80));

    WaitingLineTest() {
        room.lines(List.of(here, there));
        ServerTerms one = new ServerTerms(CheckCombination.ALL, false, 1, 0);
        var unused = new Pool(
                "test",
                List.of(ServerStatus.of(server, true, false, 1000, List.of(), one)),
                SchedulingMethod.of(Scheduling.ROUND_ROBIN));
        server.exchangeBegan();
    }

    private WaitingLine line() {
        WaitingLine.Deadlines deadlines = new WaitingLine.Deadlines() {
            @Override
            public void arm(Deadline deadline, long nanos) {
                wheel.arm(deadline, nanos);
            }

            @Override
            public void forget(Deadline deadline) {
                wheel.remove(deadline);
            }
        };
        return new WaitingLine(room, tasks::add, deadlines, () -> now);
    }

    private final class Guest implements Waiter.Guest {
        private final String name;
        private final boolean choosy;
        private final Waiter waiter;

        Guest(String name, WaitingLine line, boolean choosy) {
            this.name = name;
            this.choosy = choosy;
            this.waiter = new Waiter(line, this);
        }

        @Override
        public boolean offered(RealServer its) {
            if (choosy) {
                return false;
            }
            waiter.line.leave(waiter);
            served.add(name);
            return true;
        }

        @Override
        public void lookAgain() {
            if (server.tryBegin()) {
                waiter.line.leave(waiter);
                served.add(name);
            }
        }

        @Override
        public void waitedTooLong() {
            waiter.line.leave(waiter);
            late.add(name);
        }
    }

    private Guest joins(String name, WaitingLine line) {
        return joins(new Guest(name, line, false), LONG);
    }

    private Guest joins(Guest guest, long timeout) {
        pass(1);
        assertThat(guest.waiter.line.join(guest.waiter, 100, timeout)).isTrue();
        return guest;
    }

    private void pass(long nanos) {
        now += nanos;
        wheel.advance();
    }

    private void work() {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    @Test
    void a_freed_place_goes_to_whoever_has_waited_longest_on_whichever_loop() {
        joins("first", there);
        joins("second", here);
        joins("third", there);
        for (int i = 0; i < 3; i++) {
            room.free(server);
            work();
        }

        assertThat(served).containsExactly("first", "second", "third");
        assertThat(server.activeExchanges()).isEqualTo(1);
        assertThat(room.isEmpty()).isTrue();
    }

    @Test
    void a_freed_place_on_its_way_can_be_taken_by_nobody_else() {
        joins("waiting", there);

        room.free(server);

        assertThat(server.tryBegin()).isFalse();
        work();
        assertThat(served).containsExactly("waiting");
    }

    @Test
    void a_place_that_the_first_cannot_use_goes_on_to_those_behind_and_to_other_loops() {
        joins(new Guest("choosy", here, true), LONG);
        joins("other", there);

        room.free(server);
        work();

        assertThat(served).containsExactly("other");
    }

    @Test
    void a_place_that_nobody_can_use_is_free_again() {
        joins(new Guest("choosy", here, true), LONG);

        room.free(server);
        work();

        assertThat(served).isEmpty();
        assertThat(server.tryBegin()).isTrue();
    }

    @Test
    void who_joins_while_a_place_is_on_its_way_past_gets_it_after_all() {
        joins(new Guest("choosy", here, true), LONG);
        room.free(server);
        Runnable visit = tasks.remove();
        joins("late comer", there);
        visit.run();
        work();

        assertThat(served).containsExactly("late comer");
    }

    @Test
    void who_joins_a_loop_that_was_asked_already_is_asked_too() {
        joins(new Guest("choosy", here, true), LONG);
        joins(new Guest("choosy too", there, true), LONG);
        room.free(server);
        tasks.remove().run();
        joins("late comer", here);
        work();

        assertThat(served).containsExactly("late comer");
    }

    @Test
    void without_anybody_waiting_a_place_is_free_at_once() {
        room.free(server);

        assertThat(tasks).isEmpty();
        assertThat(server.activeExchanges()).isZero();
    }

    @Test
    void nobody_waits_longer_than_the_timeout() {
        joins(new Guest("short", here, false), Duration.ofSeconds(1).toNanos());
        joins(new Guest("long", here, false), Duration.ofSeconds(2).toNanos());

        pass(Duration.ofMillis(999).toNanos());
        assertThat(late).isEmpty();
        pass(Duration.ofMillis(100).toNanos());
        assertThat(late).containsExactly("short");
        pass(Duration.ofSeconds(1).toNanos());
        assertThat(late).containsExactly("short", "long");
        assertThat(room.isEmpty()).isTrue();
        assertThat(wheel.isEmpty()).isTrue();
    }

    @Test
    void who_leaves_is_not_asked_and_says_how_long_it_was() {
        Guest gone = joins("gone", here);
        joins("next", here);
        pass(1000);

        assertThat(here.leave(gone.waiter)).isEqualTo(1001);
        assertThat(here.leave(gone.waiter)).isZero();
        room.free(server);
        work();

        assertThat(served).containsExactly("next");
    }

    @Test
    void a_line_takes_no_more_than_it_may() {
        joins("first", here);
        Guest second = new Guest("second", here, false);

        assertThat(here.join(second.waiter, 1, LONG)).isFalse();
        assertThat(room.waiting()).isEqualTo(1);
    }

    @Test
    void all_look_again_when_real_servers_change() {
        joins("first", here);
        joins("second", there);
        server.exchangeEnded();

        room.lookAgain();
        work();

        assertThat(served).containsExactly("first");
        assertThat(room.waiting()).isEqualTo(1);
    }
}
