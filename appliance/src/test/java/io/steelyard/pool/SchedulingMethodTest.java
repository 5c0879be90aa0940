package io.steelyard.pool;

import static io.steelyard.pool.PoolFixture.again;
import static io.steelyard.pool.PoolFixture.request;
import static io.steelyard.pool.PoolFixture.weighted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.steelyard.config.Scheduling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulingMethodTest {
    private static final PickRequest ANY = request("www.surveyor.lab");

    private static String order(Schedule schedule, int choices) {
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < choices; i++) {
            order.append(Objects.requireNonNull(schedule.choose(ANY)).name());
        }
        return order.toString();
    }

    @Test
    void round_robin_takes_one_after_another_whatever_their_weight() {
        assertThat(order(new RoundRobin().schedule(weighted(1, 1000, 65535), null), 7))
                .isEqualTo("abcabca");
    }

    @ParameterizedTest(name = "weights {0}: {1}")
    @CsvSource(
            delimiter = ':',
            value = {
                "1000 1000 1000 : abcabc",
                "7              : aaa",
                "2000 1000      : abaaba",
                "3 1            : abaaabaa",
                "4 4 2          : abacbabacb",
            })
    void weights_are_interleaved_not_served_in_one_go(String weights, String order) {
        int[] numbers = List.of(weights.trim().split(" ")).stream()
                .mapToInt(Integer::parseInt)
                .toArray();

        assertThat(order(new WeightedRoundRobin().schedule(weighted(numbers), null), order.length()))
                .isEqualTo(order);
    }

    @ParameterizedTest
    @EnumSource(Scheduling.class)
    void weight_0_is_never_chosen(Scheduling scheduling) {
        Schedule schedule = SchedulingMethod.of(scheduling).schedule(weighted(0, 1, 0, 1, 0), null);

        assertThat(order(schedule, 100)).matches("[bd]{100}");
    }

    @ParameterizedTest
    @EnumSource(Scheduling.class)
    void with_nobody_to_choose_from_nobody_is_chosen(Scheduling scheduling) {
        Schedule schedule = SchedulingMethod.of(scheduling).schedule(weighted(0, 0), null);

        assertThat(schedule.choose(ANY)).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_full_cycle_has_exactly_the_proportions_of_the_weights_wherever_it_starts(long seed) {
        Random random = new Random(seed);
        int[] weights = random.ints(20, 1, 500).toArray();
        Candidates candidates = weighted(weights);
        Schedule schedule = new WeightedRoundRobin().schedule(candidates, null);
        order(schedule, random.nextInt(1000));
        int divisor = gcd(weights);
        int cycle = java.util.Arrays.stream(weights).sum() / divisor;

        Map<RealServer, Integer> counts = counts(schedule, cycle);

        for (int i = 0; i < candidates.size(); i++) {
            assertThat(counts).containsEntry(candidates.server(i), weights[i] / divisor);
        }
    }

    private static int gcd(int... numbers) {
        int divisor = 0;
        for (int number : numbers) {
            divisor = java.math.BigInteger.valueOf(divisor)
                    .gcd(java.math.BigInteger.valueOf(number))
                    .intValue();
        }
        return divisor;
    }

    private static Map<RealServer, Integer> counts(Schedule schedule, int choices) {
        Map<RealServer, Integer> counts = new HashMap<>();
        for (int i = 0; i < choices; i++) {
            counts.merge(Objects.requireNonNull(schedule.choose(ANY)), 1, Integer::sum);
        }
        return counts;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void hundreds_of_great_weights_are_in_proportion_long_before_a_cycle_ends(long seed) {
        Random random = new Random(seed);
        Candidates candidates = weighted(random.ints(300, 1, 65536).toArray());
        long total = 0;
        for (int i = 0; i < candidates.size(); i++) {
            total += candidates.weight(i);
        }
        Schedule schedule = new WeightedRoundRobin().schedule(candidates, null);

        Map<RealServer, Integer> counts = counts(schedule, 30_000);

        for (int i = 0; i < candidates.size(); i++) {
            assertThat((double) counts.getOrDefault(candidates.server(i), 0))
                    .isCloseTo(30_000.0 * candidates.weight(i) / total, within(3.0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5 1 1", "1000 999", "65535 1", "65535 65534 3", "100 10 1 1", "997 499 251 127"})
    void any_stretch_is_within_a_few_of_its_proportion(String words) {
        int[] weights =
                List.of(words.split(" ")).stream().mapToInt(Integer::parseInt).toArray();
        Candidates candidates = weighted(weights);
        double total = java.util.Arrays.stream(weights).sum();
        Schedule schedule = new WeightedRoundRobin().schedule(candidates, null);
        int[] counts = new int[weights.length];
        double worst = 0;
        for (int choice = 1; choice <= 20_000; choice++) {
            counts[candidates.servers().indexOf(schedule.choose(ANY))]++;
            for (int i = 0; i < weights.length; i++) {
                worst = Math.max(worst, Math.abs(counts[i] - choice * weights[i] / total));
            }
        }

        assertThat(worst).isLessThan(3.0);
    }

    @ParameterizedTest
    @EnumSource(Scheduling.class)
    void a_tried_real_server_is_not_chosen_while_there_is_another(Scheduling scheduling) {
        for (int size = 2; size < 6; size++) {
            Candidates candidates =
                    weighted(new Random(size).ints(size, 1, 65536).toArray());
            Schedule schedule = SchedulingMethod.of(scheduling).schedule(candidates, null);
            for (int i = 0; i < 500; i++) {
                RealServer tried = candidates.server(i % size);
                assertThat(schedule.choose(again("a", tried))).isNotNull().isNotSameAs(tried);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Scheduling.class)
    void the_only_real_server_is_chosen_again_although_it_was_tried(Scheduling scheduling) {
        Candidates one = weighted(1000);
        Schedule schedule = SchedulingMethod.of(scheduling).schedule(one, null);

        assertThat(schedule.choose(again("a", one.server(0)))).isSameAs(one.server(0));
    }

    @ParameterizedTest
    @EnumSource(names = {"ROUND_ROBIN", "WEIGHTED_ROUND_ROBIN", "LEAST_CONNECTION", "WEIGHTED_LEAST_CONNECTION"})
    void a_new_schedule_goes_on_where_the_last_one_is(Scheduling scheduling) {
        SchedulingMethod method = SchedulingMethod.of(scheduling);
        Candidates all = weighted(1000, 1000, 1000, 1000);
        Schedule schedule = null;
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            schedule = method.schedule(all, schedule);
            order.append(order(schedule, 1));
        }

        assertThat(order).hasToString("abcdabcd");
    }

    @Test
    void a_schedule_of_another_method_is_no_obstacle() {
        Schedule before = new RoundRobin().schedule(weighted(1, 1), null);
        order(before, 1);
        @Nullable Schedule after = new WeightedRoundRobin().schedule(weighted(1, 1), before);

        assertThat(order(after, 2)).isEqualTo("ab");
    }
}
