package io.steelyard.pool;

import static io.steelyard.pool.PoolFixture.again;
import static io.steelyard.pool.PoolFixture.request;
import static io.steelyard.pool.PoolFixture.weighted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeastConnectionTest {
    private static final PickRequest ANY = request("www.surveyor.lab");

    private static void busy(RealServer server, int exchanges) {
        for (int i = 0; i < exchanges; i++) {
            server.exchangeBegan();
        }
    }

    private static RealServer take(Schedule schedule) {
        RealServer chosen = Objects.requireNonNull(schedule.choose(ANY));
        chosen.exchangeBegan();
        return chosen;
    }

    @Test
    void the_one_with_the_fewest_exchanges_is_chosen_whatever_its_weight() {
        Candidates candidates = weighted(1, 1000, 65535);
        busy(candidates.server(0), 2);
        busy(candidates.server(1), 3);
        busy(candidates.server(2), 4);

        assertThat(new LeastConnection(false).schedule(candidates, null).choose(ANY))
                .isSameAs(candidates.server(0));
    }

    @Test
    void with_weights_double_the_weight_bears_double_the_exchanges() {
        Candidates candidates = weighted(1000, 2000, 500);
        Schedule schedule = new LeastConnection(true).schedule(candidates, null);
        for (int i = 0; i < 700; i++) {
            take(schedule);
        }

        assertThat((double) candidates.server(0).activeExchanges()).isCloseTo(200, within(2.0));
        assertThat((double) candidates.server(1).activeExchanges()).isCloseTo(400, within(2.0));
        assertThat((double) candidates.server(2).activeExchanges()).isCloseTo(100, within(2.0));
    }

    @Test
    void one_that_got_rid_of_its_exchanges_is_filled_up_first() {
        Candidates candidates = weighted(1000, 1000, 1000);
        Schedule schedule = new LeastConnection(false).schedule(candidates, null);
        for (int i = 0; i < 30; i++) {
            take(schedule);
        }
        RealServer quick = candidates.server(1);
        for (int i = 0; i < 5; i++) {
            quick.exchangeEnded();
        }
        for (int i = 0; i < 5; i++) {
            take(schedule);
        }

        assertThat(candidates.servers()).allMatch(server -> server.activeExchanges() == 10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void with_nothing_to_do_it_is_one_after_another(boolean weights) {
        Schedule schedule = new LeastConnection(weights).schedule(weighted(7, 7, 7), null);
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            order.append(Objects.requireNonNull(schedule.choose(ANY)).name());
        }

        assertThat(order).hasToString("abcabc");
    }

    @Test
    void a_tried_real_server_is_passed_over_although_it_has_the_least_to_do() {
        Candidates candidates = weighted(1000, 1000);
        busy(candidates.server(1), 50);

        assertThat(new LeastConnection(false).schedule(candidates, null).choose(again("a", candidates.server(0))))
                .isSameAs(candidates.server(1));
    }

    @Test
    void of_very_many_those_whose_turn_it_is_are_compared_and_in_the_end_all_have_alike() {
        int[] weights = new int[300];
        java.util.Arrays.fill(weights, 1000);
        Candidates candidates = weighted(weights);
        Schedule schedule = new LeastConnection(false).schedule(candidates, null);
        for (int i = 0; i < 3000; i++) {
            take(schedule);
        }

        assertThat(candidates.servers())
                .allSatisfy(server -> assertThat(server.activeExchanges()).isBetween(9L, 11L));
    }
}
