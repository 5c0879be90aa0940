package io.steelyard.pool;

import static io.steelyard.pool.PoolFixture.again;
import static io.steelyard.pool.PoolFixture.request;
import static io.steelyard.pool.PoolFixture.weighted;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.health.CellState;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixedWeightingTest {
    private static final PickRequest ANY = request("www.surveyor.lab");

    @Test
    void the_highest_weight_takes_everything() {
        Candidates candidates = weighted(100, 300, 200, 300);
        Schedule schedule = new FixedWeighting().schedule(candidates, null);

        for (int i = 0; i < 10; i++) {
            assertThat(schedule.choose(ANY)).isSameAs(candidates.server(1));
        }
    }

    @Test
    void when_the_highest_weight_has_just_failed_the_request_the_next_takes_it() {
        Candidates candidates = weighted(100, 300, 200);
        Schedule schedule = new FixedWeighting().schedule(candidates, null);

        assertThat(schedule.choose(again("a", candidates.server(1)))).isSameAs(candidates.server(2));
    }

    @Test
    void when_the_highest_weight_goes_the_next_takes_everything_and_gives_it_back() {
        ServerStatus first = PoolFixture.server("first", 300, "*=up");
        ServerStatus second = PoolFixture.server("second", 200, "*=up");
        Pool pool = new Pool(PoolFixture.SERVICE, List.of(first, second), new FixedWeighting());

        assertThat(pool.pick(ANY)).isSameAs(first.server());

        pool.apply(PoolFixture.change(first, 0, CellState.DOWN));

        assertThat(pool.pick(ANY)).isSameAs(second.server());

        pool.apply(PoolFixture.change(first, 0, CellState.UP));

        assertThat(pool.pick(ANY)).isSameAs(first.server());
    }
}
