package io.steelyard.pool;

import static io.steelyard.pool.PoolFixture.LATER;
import static io.steelyard.pool.PoolFixture.SERVICE;
import static io.steelyard.pool.PoolFixture.on;
import static io.steelyard.pool.PoolFixture.request;
import static io.steelyard.pool.PoolFixture.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.CheckCombination;
import io.steelyard.config.CheckCombination.Rule;
import io.steelyard.health.CellState;
import io.steelyard.health.HealthChange;
import io.steelyard.health.HealthState;
import io.steelyard.health.HostPolicy;
import io.steelyard.health.Thresholds;
import io.steelyard.health.Transcript;
import io.steelyard.health.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CombinationTest {
    private static final Thresholds THRESHOLDS = new Thresholds(2, 3);

    private static CheckCombination combination(String words) {
        return switch (words) {
            case "all" -> CheckCombination.ALL;
            case "any" -> new CheckCombination(Rule.ANY, 1);
            default -> new CheckCombination(Rule.AT_LEAST, Integer.parseInt(words));
        };
    }

    private static ServerStatus counted(String combination, String cells) {
        return on(new ServerTerms(combination(combination), false), server("s1", cells));
    }

    @ParameterizedTest(name = "{0} of [{1}]: host name {2} excluded by {3}, the real server is {4}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # rule | cells                  | host | cause          | state
            all    | *=up *=up              | x    | -              | UP
            all    | *=up *=down            | x    | SERVER_CELL    | DOWN
            any    | *=up *=down            | x    | -              | DEGRADED
            any    | *=down *=down          | x    | TOO_FEW_CHECKS | DOWN
            any    | *=down                 | x    | SERVER_CELL    | DOWN
            any    | *=pending *=down       | x    | TOO_FEW_CHECKS | PENDING
            any    | *=pending *=up         | x    | -              | PENDING
            2      | *=up *=up *=down       | x    | -              | DEGRADED
            2      | *=up *=down *=down     | x    | TOO_FEW_CHECKS | DOWN
            2      | *=up *=down *=pending  | x    | TOO_FEW_CHECKS | PENDING
            3      | *=up *=down            | x    | SERVER_CELL    | DOWN
            2      | *=unchecked *=up *=down | x   | -              | DEGRADED
            any    | a=down *=up            | a    | -              | DEGRADED
            any    | a=up *=down            | a    | -              | DEGRADED
            any    | a=up *=down            | x    | SERVER_CELL    | DEGRADED
            any    | a=down *=down          | a    | TOO_FEW_CHECKS | DOWN
            any    | a=up a=down            | a    | -              | DEGRADED
            any    | a=up b=down            | b    | HOST_CELL      | DEGRADED
            any    | a=up b=down            | x    | -              | DEGRADED
            any    | a=down b=down          | x    | NO_CELL_UP     | DOWN
            any    | a!=down *=up           | a    | SERVER_CELL    | DOWN
            any    | a!=down *=up *=up      | x    | SERVER_CELL    | DOWN
            2      | a!=up *=up *=down      | a    | -              | DEGRADED
            any    | *?=up *=down           | x    | SERVER_CELL    | DOWN
            any    | *?=up *=down *=down    | x    | TOO_FEW_CHECKS | DOWN
            """)
    void health_checks_are_counted_together_by_the_rule(
            String rule, String cells, @Nullable String host, Exclusion.@Nullable Cause cause, ServerState state) {
        ServerStatus server = counted(rule, cells);
        Exclusion exclusion = Exclusion.of(server, host);

        assertThat(exclusion == null ? null : exclusion.cause()).isEqualTo(cause);
        assertThat(server.state()).isEqualTo(state);
    }

    @Test
    void too_few_health_checks_are_told_in_words() {
        assertThat(words("2", "*=up *=down *=down"))
                .isEqualTo("1 health check is up and 2 must be; health check 2 is down: HTTP 404");
        assertThat(words("any", "a=down *=pending"))
                .isEqualTo("no health check is up and 1 must be; health check 2 has no verdict yet");
    }

    private static String words(String rule, String cells) {
        Exclusion exclusion = Exclusion.of(counted(rule, cells), "a");
        return exclusion == null ? "none" : exclusion.words();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void for_any_sequence_of_verdicts_a_real_server_is_fit_as_the_reference_says(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 100; round++) {
            CheckCombination rule =
                    combination(List.of("all", "any", "1", "2", "3", "4").get(random.nextInt(6)));
            ServerStatus server = on(new ServerTerms(rule, false), server("s1:80", randomCells(random)));
            Pool pool = new Pool(SERVICE, List.of(server), new RoundRobin());
            List<List<Boolean>> verdicts = new ArrayList<>();
            List<HealthState> states = new ArrayList<>();
            server.cells().forEach(cell -> {
                verdicts.add(new ArrayList<>());
                states.add(HealthState.pending(PoolFixture.THEN));
            });
            for (int step = 0; step < 60 && !states.isEmpty(); step++) {
                int cell = random.nextInt(states.size());
                boolean up = random.nextInt(3) > 0;
                verdicts.get(cell).add(up);
                probed(pool, server.cells().get(cell), states, cell, up);
                String host = "abx".charAt(random.nextInt(3)) + "";

                assertThat(pool.pick(request(host)) != null)
                        .as("seed %s: %s of %s after %s, host name %s", seed, rule, server.cells(), verdicts, host)
                        .isEqualTo(fit(rule, server.cells(), verdicts, host));
            }
        }
    }

    private static void probed(Pool pool, CellStatus cell, List<HealthState> states, int index, boolean up) {
        HealthState before = states.get(index);
        Verdict verdict = new Verdict(up, "HTTP 200", Transcript.empty(LATER));
        HealthState after = before.after(verdict, THRESHOLDS, LATER);
        states.set(index, after);
        if (after.state() != before.state()) {
            pool.apply(new HealthChange(cell.id(), before.state(), after.state(), LATER, verdict));
        }
    }

    /** The whole of it in ten lines. */
    private static boolean fit(
            CheckCombination rule, List<CellStatus> cells, List<List<Boolean>> verdicts, String host) {
        int of = 0;
        int ups = 0;
        boolean anyUp = false;
        for (int i = 0; i < cells.size(); i++) {
            boolean up = up(verdicts.get(i));
            if (cells.get(i).policy() == HostPolicy.REQUIRED
                    && cells.get(i).id().host() != null
                    && !up) return false;
            boolean asked = cells.get(i).id().host() == null
                    || host.equals(cells.get(i).id().host());
            of += asked ? 1 : 0;
            ups += asked && up ? 1 : 0;
            anyUp |= up;
        }
        int wanted = rule.rule() == Rule.ALL ? of : rule.rule() == Rule.ANY ? 1 : Math.min(of, rule.atLeast());
        return of == 0 ? anyUp || cells.isEmpty() : ups >= wanted;
    }

    /** The first verdict counts; then three downs in a row, or two ups. */
    private static boolean up(List<Boolean> verdicts) {
        boolean up = !verdicts.isEmpty() && verdicts.get(0);
        for (int i = 1; i < verdicts.size(); i++) {
            int wanted = up ? THRESHOLDS.fall() : THRESHOLDS.rise();
            boolean against = !up;
            boolean turned = i + 1 >= wanted
                    && verdicts.subList(i + 1 - wanted, i + 1).stream().allMatch(v -> v == against);
            up = turned ? against : up;
        }
        return up;
    }

    private static String randomCells(Random random) {
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            words.add("ab**".charAt(random.nextInt(4)) + (random.nextInt(5) == 0 ? "!=" : "=") + CellState.PENDING);
        }
        return String.join(" ", words);
    }
}
