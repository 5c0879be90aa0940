package io.steelyard.pool;

import static io.steelyard.pool.PoolFixture.cells;
import static io.steelyard.pool.PoolFixture.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.health.CellState;
import io.steelyard.health.HostPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExclusionTest {

    @ParameterizedTest(name = "cells [{0}]: host name {1} excluded by {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # cells                     | host | cause
            ''                          | a    | -
            ''                          | -    | -
            a=up b=up                   | a    | -
            a=up b=down                 | a    | -
            a=up b=down                 | b    | HOST_CELL
            a=up b=pending              | b    | HOST_CELL
            a=up b=unchecked            | b    | -
            a=up b=down                 | x    | -
            a=up b=down                 | -    | -
            a=down b=down               | x    | NO_CELL_UP
            a=pending b=down            | -    | NO_CELL_UP
            a=unchecked b=down          | x    | -
            a!=down b=up                | b    | SERVER_CELL
            a!=down b=up                | a    | SERVER_CELL
            a!=pending b=up             | b    | SERVER_CELL
            a!=down b=up                | x    | SERVER_CELL
            a!=up b=down                | a    | -
            a!=up b=down                | b    | HOST_CELL
            a!=up b=down                | x    | -
            a?=down                     | a    | -
            a?=down                     | x    | -
            a?=down b=up                | a    | -
            a?=up b=down                | a    | NO_CELL_UP
            a?=up b=down                | x    | NO_CELL_UP
            *=up                        | x    | -
            *=down                      | x    | SERVER_CELL
            *=pending                   | -    | SERVER_CELL
            *=unchecked                 | -    | -
            *?=down                     | x    | -
            *=down a=up                 | a    | SERVER_CELL
            *=up a=down                 | a    | HOST_CELL
            *=up a=down                 | x    | -
            a=up a=down                 | a    | HOST_CELL
            a=up a?=down                | a    | -
            a=down a?=up                | a    | HOST_CELL
            """)
    void cells_decide_who_takes_a_request(String cells, @Nullable String host, Exclusion.@Nullable Cause cause) {
        Exclusion exclusion = Exclusion.of(server("s1", cells), host);

        assertThat(exclusion == null ? null : exclusion.cause()).isEqualTo(cause);
    }

    @ParameterizedTest(name = "enabled {0}, draining {1}, weight {2}: excluded by {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "true,  false, 1000, -",
                "true,  false, 1,    -",
                "true,  false, 0,    WEIGHT_ZERO",
                "true,  true,  1000, DRAINING",
                "false, false, 1000, DISABLED",
                "false, true,  0,    DISABLED"
            })
    void the_administrator_decides_before_health_does(
            boolean enabled, boolean draining, int weight, Exclusion.@Nullable Cause cause) {
        ServerStatus up = server("s1", "a=up");
        Exclusion exclusion = Exclusion.of(ServerStatus.of(up.server(), enabled, draining, weight, up.cells()), "a");

        assertThat(exclusion == null ? null : exclusion.cause()).isEqualTo(cause);
    }

    @Test
    void any_cells_are_judged_as_the_rules_read_word_by_word() {
        Random random = new Random(1);
        for (int round = 0; round < 20_000; round++) {
            ServerStatus server = server("s1", random.nextInt(3), randomCells(random));
            String host = random.nextInt(4) == 0 ? null : "abcx".charAt(random.nextInt(4)) + "";

            assertThat(Exclusion.of(server, host) == null)
                    .as("%s for host name %s", server, host)
                    .isEqualTo(mayTake(server, host));
        }
    }

    /** The rules of the design, word by word. */
    private static boolean mayTake(ServerStatus server, @Nullable String host) {
        List<CellStatus> deciding = server.cells().stream()
                .filter(cell -> cell.policy() != HostPolicy.INFORMATIONAL)
                .toList();
        List<CellStatus> ofHost = deciding.stream()
                .filter(cell -> host != null && Objects.equals(cell.id().host(), host))
                .toList();
        return server.enabled()
                && !server.draining()
                && server.weight() > 0
                && deciding.stream()
                        .filter(c -> c.policy() == HostPolicy.REQUIRED || c.id().host() == null)
                        .allMatch(c -> c.state().takesTraffic())
                && ofHost.stream().allMatch(c -> c.state().takesTraffic())
                && (!ofHost.isEmpty()
                        || deciding.isEmpty()
                        || deciding.stream().anyMatch(c -> c.state().takesTraffic()));
    }

    private static String randomCells(Random random) {
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            String host = "abc*".charAt(random.nextInt(4)) + "";
            String policy = new String[] {"=", "=", "!=", "?="}[random.nextInt(4)];
            words.add(host + policy + List.of(CellState.values()).get(random.nextInt(4)));
        }
        return String.join(" ", words);
    }

    @Test
    void the_reason_is_told_in_words() {
        assertThat(words("a=down", "a")).isEqualTo("host name a is down: HTTP 404");
        assertThat(words("a!=down b=up", "b"))
                .isEqualTo("required host name a is down: HTTP 404, which takes the whole real server out");
        assertThat(words("*=down", null))
                .isEqualTo("health check 1 is down: HTTP 404, which takes the whole real server out");
        assertThat(words("a=pending", "a")).isEqualTo("host name a has no verdict yet");
        assertThat(words("a=down b=pending", "x"))
                .isEqualTo("none of its host names is up; host name a is down: HTTP 404");
        assertThat(new Exclusion(Exclusion.Cause.DRAINING, null).words()).isEqualTo("draining, takes no new clients");
        assertThat(new Exclusion(Exclusion.Cause.DISABLED, null).words()).isEqualTo("disabled by the administrator");
        assertThat(new Exclusion(Exclusion.Cause.WEIGHT_ZERO, null).words())
                .isEqualTo("weight 0, takes no new clients");
    }

    private static String words(String cells, @Nullable String host) {
        Exclusion exclusion = Exclusion.of(server("s1", cells), host);
        return exclusion == null ? "none" : exclusion.words();
    }

    @Test
    void the_cell_that_decides_is_named() {
        Exclusion exclusion = Exclusion.of(server("s1", "a=up b=down"), "b");

        assertThat(exclusion)
                .isEqualTo(new Exclusion(
                        Exclusion.Cause.HOST_CELL, cells("s1", "a=up b=down").get(1)));
    }
}
