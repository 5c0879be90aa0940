package io.steelyard.pool;

import static io.steelyard.pool.PoolFixture.SERVICE;
import static io.steelyard.pool.PoolFixture.request;
import static io.steelyard.pool.PoolFixture.server;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentLineTest {

    @ParameterizedTest(name = "[{0}]")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # line                        | percent | max | order | working | reason        | unknown words
            up 75%                        | 75      | -   | -     | true    | ''            | 0
            75%                           | 75      | -   | -     | -       | ''            | 0
            0%                            | 0       | -   | -     | -       | ''            | 0
            999%                          | 256     | -   | -     | -       | ''            | 0
            up                            | -       | -   | -     | true    | ''            | 0
            UP                            | -       | -   | -     | true    | ''            | 0
            ready                         | -       | -   | READY | -       | ''            | 0
            drain                         | -       | -   | DRAIN | -       | ''            | 0
            maint                         | -       | -   | MAINT | -       | ''            | 0
            down                          | -       | -   | -     | false   | ''            | 0
            down #disk is full            | -       | -   | -     | false   | disk is full  | 0
            down#disk, full               | -       | -   | -     | false   | disk, full    | 0
            stopped                       | -       | -   | -     | false   | ''            | 0
            fail                          | -       | -   | -     | false   | ''            | 0
            failed #x                     | -       | -   | -     | false   | x             | 0
            up ready 50% maxconn:30       | 50      | 30  | READY | true    | ''            | 0
            up,ready,50%,maxconn:30       | 50      | 30  | READY | true    | ''            | 0
            maxconn:0                     | -       | 0   | -     | -       | ''            | 0
            drain ready                   | -       | -   | READY | -       | ''            | 0
            'up  '                        | -       | -   | -     | true    | ''            | 0
            hello world                   | -       | -   | -     | -       | ''            | 2
            -5%                           | -       | -   | -     | -       | ''            | 1
            %                             | -       | -   | -     | -       | ''            | 1
            12345678901%                  | -       | -   | -     | -       | ''            | 1
            maxconn:                      | -       | -   | -     | -       | ''            | 1
            maxconn:ten                   | -       | -   | -     | -       | ''            | 1
            ''                            | -       | -   | -     | -       | ''            | 0
            # all of it                   | -       | -   | -     | -       | all of it     | 0
            """)
    void a_line_is_read_as_haproxy_reads_it(
            String line,
            @Nullable Integer percent,
            @Nullable Integer max,
            @Nullable AgentOrder order,
            @Nullable Boolean working,
            String reason,
            int unknown) {
        AgentLine read = AgentLine.parse(line + "\r\nmaint\n");

        assertThat(read.percent()).isEqualTo(percent);
        assertThat(read.maxExchanges()).isEqualTo(max);
        assertThat(read.order()).isEqualTo(order);
        assertThat(read.working()).isEqualTo(working);
        assertThat(read.reason()).isEqualTo(reason);
        assertThat(read.unknown()).hasSize(unknown);
    }

    @Test
    void whatever_an_agent_says_is_read_and_bounded() {
        Random random = new Random(1);
        for (int round = 0; round < 5000; round++) {
            byte[] bytes = new byte[random.nextInt(3000)];
            random.nextBytes(bytes);
            AgentLine line = AgentLine.parse(new String(bytes, StandardCharsets.UTF_8));

            assertThat(line.unknown()).hasSizeLessThanOrEqualTo(5);
            assertThat(line.reason()).hasSizeLessThanOrEqualTo(1024).doesNotContainPattern("\\p{C}");
        }
    }

    @ParameterizedTest(name = "after [{0}] it takes requests: {1}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            up                   | true  | -
            50%                  | true  | -
            drain                | false | its agent says drain
            drain;ready          | true  | -
            drain;up             | false | its agent says drain
            maint #patches       | false | its agent says maint: patches
            maint #patches;ready | true  | -
            down #disk full      | false | its agent says down: disk full
            down #disk full;50%  | false | its agent says down: disk full
            down;up              | true  | -
            down;ready           | false | its agent says down
            0%                   | false | its agent gives it 0% of its weight
            0%;10%               | true  | -
            """)
    void lines_add_up_and_keep_new_clients_away(String lines, boolean takes, @Nullable String words) {
        Pool pool = new Pool(SERVICE, List.of(server("s1:80", "*=up")), new RoundRobin());
        AgentWord word = AgentWord.NONE;
        for (String line : lines.split(";", -1)) {
            word = word.after(AgentLine.parse(line));
            pool.agentSays("s1:80", word);
        }
        ServerStatus status = pool.roster().servers().get(0);
        Exclusion exclusion = Exclusion.of(status, "a");

        assertThat(pool.pick(request("a")) != null).isEqualTo(takes);
        assertThat(exclusion == null ? null : exclusion.words()).isEqualTo(words);
    }

    @Test
    void an_agent_never_overrules_a_failing_check() {
        Pool pool = new Pool(SERVICE, List.of(server("s1:80", "*=down")), new RoundRobin());

        pool.agentSays("s1:80", AgentWord.NONE.after(AgentLine.parse("up ready 100%")));

        assertThat(pool.pick(request("a"))).isNull();
        assertThat(pool.roster().servers().get(0).state()).isEqualTo(ServerState.DOWN);
    }

    @ParameterizedTest(name = "{0} makes it {1}")
    @CsvSource({"drain, DRAINING", "maint, DISABLED", "down, DOWN", "50%, UP", "up, UP"})
    void the_state_shows_what_the_agent_says(String line, ServerState state) {
        Pool pool = new Pool(SERVICE, List.of(server("s1:80", "*=up")), new RoundRobin());

        pool.agentSays("s1:80", AgentWord.NONE.after(AgentLine.parse(line)));

        assertThat(pool.roster().servers().get(0).state()).isEqualTo(state);
    }

    @Test
    void the_weight_follows_the_agent_and_the_ramp_together() {
        Pool pool = new Pool(SERVICE, List.of(server("s1:80", "*=up")), new WeightedRoundRobin());

        pool.agentSays("s1:80", AgentWord.NONE.after(AgentLine.parse("50%")));
        pool.ramp(java.util.Map.of("s1:80", 10));

        assertThat(pool.roster().servers().get(0).effectiveWeight()).isEqualTo(50);
    }
}
