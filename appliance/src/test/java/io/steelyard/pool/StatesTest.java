package io.steelyard.pool;

import static io.steelyard.pool.PoolFixture.roster;
import static io.steelyard.pool.PoolFixture.server;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatesTest {

    @ParameterizedTest(name = "cells [{0}]: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                        | UNCHECKED
            a=up b=up                 | UP
            a=up b=down               | DEGRADED
            a=up b=pending            | PENDING
            a=down b=down             | DOWN
            a=down b=pending          | PENDING
            a=pending b=pending       | PENDING
            a=unchecked b=unchecked   | UNCHECKED
            a=unchecked b=up          | UP
            a=unchecked b=down        | DEGRADED
            a!=down b=up              | DOWN
            a!=up b=down              | DEGRADED
            a!=up b=up                | UP
            a!=pending b=up           | PENDING
            a!=pending b=down         | PENDING
            a!=pending b!=down        | DOWN
            a?=down                   | UNCHECKED
            a?=up                     | UNCHECKED
            a?=down b=up              | UP
            a?=up b=down              | DOWN
            a?=pending b=up           | UP
            *=up                      | UP
            *=down                    | DOWN
            *=pending                 | PENDING
            *=unchecked               | UNCHECKED
            *=down a=up               | DOWN
            *=up a=down               | DEGRADED
            """)
    void cells_make_a_real_servers_state(String cells, ServerState state) {
        assertThat(server("s1", cells).state()).isEqualTo(state);
    }

    @ParameterizedTest(name = "enabled {0}, draining {1}, cells [{2}]: {3}")
    @CsvSource({
        "false, false, a=up,   DISABLED",
        "false, true,  a=up,   DISABLED",
        "false, false, a=down, DISABLED",
        "true,  true,  a=up,   DRAINING",
        "true,  true,  a=down, DRAINING",
        "true,  false, a=down, DOWN"
    })
    void the_administrators_word_comes_before_health(
            boolean enabled, boolean draining, String cells, ServerState state) {
        assertThat(ServerState.of(enabled, draining, server("s1", cells).cells()))
                .isEqualTo(state);
    }

    /** A server is written as its cells, with a word in front: off, drain or w0 for weight 0. */
    @ParameterizedTest(name = "[{0}] and [{1}]: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            a=up b=up             | a=up b=up             | UP
            a=up b=up             | a=up b=down           | DEGRADED
            a=up b=down           | a=up b=down           | DEGRADED
            a=up b=up             | a=down b=down         | DEGRADED
            a=down                | a=down                | DOWN
            a=down b=up           | a=up b=down           | DEGRADED
            a=pending             | a=pending             | PENDING
            a=up                  | a=pending             | UP
            a=up b=pending        | a=up b=pending        | UP
            a=down                | a=pending             | PENDING
            a!=down b=up          | a!=down b=up          | DOWN
            a!=down b=up          | a!=up b=up            | DEGRADED
            ''                    | ''                    | UNCHECKED
            *=unchecked           | *=unchecked           | UNCHECKED
            *=unchecked           | *=up                  | UP
            *=up                  | *=down                | DEGRADED
            *=down                | *=down                | DOWN
            a?=down b=up          | a?=down b=up          | UP
            off a=up              | a=up                  | UP
            off a=down            | a=up                  | UP
            off a=up              | off a=up              | DISABLED
            off a=down            | off a=up              | DISABLED
            off a=up              | a=down                | DOWN
            off a=up              | drain a=up            | DOWN
            drain a=up            | a=up                  | UP
            drain a=up            | drain a=up            | DOWN
            drain a=up b=up       | a=up b=down           | DEGRADED
            w0 a=up               | a=up                  | UP
            w0 a=up               | w0 a=up               | DOWN
            w0 a=pending          | a=down                | DOWN
            w0 ''                 | w0 ''                 | DOWN
            off ''                | ''                    | UNCHECKED
            w0 a=up b=up          | a=up b=down           | DEGRADED
            """)
    void real_servers_make_a_virtual_services_state(String first, String second, ServiceState state) {
        assertThat(roster(worded("s1", first), worded("s2", second)).state()).isEqualTo(state);
    }

    private static ServerStatus worded(String name, String words) {
        boolean off = words.startsWith("off");
        boolean drain = words.startsWith("drain");
        boolean weightless = words.startsWith("w0");
        String cells = words.replaceFirst("^(off|drain|w0) ", "").replace("''", "");
        ServerStatus plain = server(name, cells);
        return ServerStatus.of(plain.server(), !off, drain, weightless ? 0 : 1000, plain.cells());
    }

    @Test
    void no_real_servers_at_all_is_down() {
        assertThat(roster().state()).isEqualTo(ServiceState.DOWN);
    }
}
