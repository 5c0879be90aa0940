package io.steelyard.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The promises on time, for a thousand real servers of five host names each, without a network. */
class IndependenceTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final ProbeSchedule EACH_SECOND = new ProbeSchedule(SECOND, SECOND, new Thresholds(2, 3));
    private static final Target TARGET =
            new Target(new InetSocketAddress(InetAddress.getLoopbackAddress(), 80), "a.lab", TIMEOUT, TIMEOUT);
    private static final long BEAT_MILLIS = Beats.BEAT / 1_000_000;

    private final SimulatedTime time = new SimulatedTime();

    /** One real server as asked by one host name; it notes when. */
    private final class Asked implements HealthCheck {
        private final List<Long> millis = new ArrayList<>();
        private Duration takes;

        Asked(Duration takes) {
            this.takes = takes;
        }

        @Override
        public CompletionStage<Verdict> probe(Target target, ProbeNetwork network) {
            millis.add(time.nanos() / 1_000_000);
            CompletableFuture<Verdict> answer = new CompletableFuture<>();
            boolean up = takes.compareTo(TIMEOUT) < 0;
            Verdict verdict = new Verdict(up, up ? "HTTP 200" : "no answer", Transcript.empty(Instant.EPOCH));
            time.schedule(() -> answer.complete(verdict), takes.toNanos());
            return answer;
        }

        List<Long> gaps() {
            return IntStream.range(1, millis.size())
                    .mapToObj(i -> millis.get(i) - millis.get(i - 1))
                    .toList();
        }
    }

    private HealthMonitor monitor() {
        return new HealthMonitor(new NoNetwork(), time, time, HealthMonitor.DEFAULT_AT_ONCE);
    }

    private List<Asked> watch(HealthMonitor monitor, String net, int servers, int hosts, Duration takes) {
        List<Asked> all = new ArrayList<>();
        for (int server = 0; server < servers; server++) {
            for (int host = 0; host < hosts; host++) {
                Asked asked = new Asked(takes);
                all.add(asked);
                monitor.watch(new CellId("web", net + server, 0, "host" + host), asked, TARGET, EACH_SECOND);
            }
        }
        return all;
    }

    private static List<Integer> perBeat(List<Asked> cells) {
        int[] counts = new int[(int) (SECOND.toMillis() / BEAT_MILLIS)];
        cells.forEach(cell -> cell.millis.forEach(at -> counts[(int) (at % SECOND.toMillis() / BEAT_MILLIS)]++));
        return IntStream.of(counts).boxed().toList();
    }

    @Test
    void five_thousand_cells_are_spread_over_every_beat_of_the_second() {
        List<Asked> cells = watch(monitor(), "192.0.2.", 1000, 5, Duration.ofMillis(1));
        time.pass(Duration.ofSeconds(10));
        cells.forEach(cell -> cell.millis.clear());

        time.pass(SECOND);

        assertThat(perBeat(cells))
                .hasSize(100)
                .allSatisfy(count -> assertThat(count).isBetween(20, 80));
    }

    @Test
    void five_hundred_silent_servers_delay_no_probe_of_another() {
        HealthMonitor monitor = monitor();
        watch(monitor, "198.51.100.", 500, 1, TIMEOUT);
        List<Asked> good = watch(monitor, "192.0.2.", 500, 1, Duration.ofMillis(1));
        time.pass(Duration.ofSeconds(10));
        good.forEach(cell -> cell.millis.clear());

        time.pass(Duration.ofSeconds(60));

        assertThat(good).allSatisfy(cell -> assertThat(cell.gaps()).hasSize(59).containsOnly(1000L));
    }

    @Test
    void silent_servers_are_asked_again_when_their_time_is_over_and_do_not_gather() {
        List<Asked> silent = watch(monitor(), "198.51.100.", 500, 1, TIMEOUT);
        time.pass(Duration.ofSeconds(12));
        silent.forEach(cell -> cell.millis.clear());

        time.pass(Duration.ofSeconds(60));

        assertThat(silent)
                .allSatisfy(cell -> assertThat(cell.gaps())
                        .allSatisfy(gap -> assertThat(gap).isBetween(3000L, 3000 + BEAT_MILLIS)));
        assertThat(perBeat(silent)).allSatisfy(count -> assertThat(count).isLessThan(20 * 30));
    }

    @Test
    void cells_that_were_all_held_up_together_go_back_to_their_own_places() {
        List<Asked> cells = watch(monitor(), "192.0.2.", 1000, 1, Duration.ofMillis(1));
        time.pass(Duration.ofSeconds(10));
        time.freeze(Duration.ofMillis(900));
        cells.forEach(cell -> cell.takes = Duration.ofMillis(1300));
        time.pass(SECOND);
        time.freeze(Duration.ofMillis(900));
        cells.forEach(cell -> cell.takes = Duration.ofMillis(1));
        time.pass(Duration.ofSeconds(5));
        cells.forEach(cell -> cell.millis.clear());

        time.pass(Duration.ofSeconds(10));

        assertThat(perBeat(cells)).allSatisfy(count -> assertThat(count / 10).isLessThan(30));
        assertThat(cells).allSatisfy(cell -> assertThat(cell.gaps()).containsOnly(1000L));
    }
}
