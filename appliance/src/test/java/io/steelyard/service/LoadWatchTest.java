package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.ResourceConfig;
import io.steelyard.health.Conversation;
import io.steelyard.health.Target;
import io.steelyard.health.Transcript;
import io.steelyard.health.Verdict;
import io.steelyard.pool.FetchedLoad;
import io.steelyard.pool.Pool;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.SchedulingMethod;
import io.steelyard.pool.ServerStatus;
import io.steelyard.pool.SimulatedTime;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The number of one real server, fetched in simulated time. */
class LoadWatchTest {
    private static final InetSocketAddress ADDRESS = new InetSocketAddress("192.0.2.1", 80);

    private final SimulatedTime time = new SimulatedTime();
    private final Pool pool = new Pool(
            "farm",
            List.of(ServerStatus.of(new RealServer("192.0.2.1:80", ADDRESS), true, false, 1000, List.of())),
            SchedulingMethod.of(io.steelyard.config.Scheduling.RESOURCE));
    private String answer = "HTTP/1.0 200 OK\r\n\r\n0";
    private boolean reachable = true;
    private int asked;

    /** Answers what the test says; whatever is asked is not looked at. */
    private final class Answering implements TcpOnly {
        @Override
        public CompletionStage<Verdict> tcp(Target target, Conversation conversation) {
            asked++;
            Transcript now = Transcript.empty(time.instant());
            return CompletableFuture.completedFuture(
                    reachable ? Verdict.up(answer, now) : Verdict.down("connection refused", now));
        }
    }

    private LoadWatch watch(ResourceConfig.Means means) {
        ResourceConfig config =
                new ResourceConfig("/load", 0, "", Duration.ofSeconds(10), "(\\d+)", means, Duration.ofSeconds(60));
        Target target = new Target(ADDRESS, null, Duration.ofSeconds(1), Duration.ofSeconds(1));
        LoadWatch watch = new LoadWatch(pool, "192.0.2.1:80", target, config, new Answering(), time);
        watch.begin();
        time.pass(Duration.ofSeconds(1));
        return watch;
    }

    private void says(int number) {
        answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n" + number + "\r\n";
    }

    private ServerStatus status() {
        return pool.roster().servers().get(0);
    }

    private FetchedLoad load() {
        return status().marks().load();
    }

    @ParameterizedTest
    @CsvSource({"0, 1000", "1, 990", "40, 600", "99, 10", "100, 10", "101, 10", "999999999, 10"})
    void what_a_real_server_is_not_busy_with_is_left_of_its_weight(int number, int weight) {
        says(number);
        watch(ResourceConfig.Means.LOAD);

        assertThat(status().effectiveWeight()).isEqualTo(weight);
        assertThat(load().number()).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "1, 10", "40, 400", "100, 1000", "150, 1000"})
    void a_capacity_is_the_part_of_the_weight(int number, int weight) {
        says(number);
        watch(ResourceConfig.Means.CAPACITY);

        assertThat(status().effectiveWeight()).isEqualTo(weight);
    }

    @Test
    void it_is_asked_at_every_interval_and_a_roster_is_made_for_another_number_only() {
        says(50);
        watch(ResourceConfig.Means.LOAD);
        var before = pool.roster();
        time.pass(Duration.ofSeconds(30));

        assertThat(asked).isEqualTo(4);
        assertThat(pool.roster()).isSameAs(before);

        says(20);
        time.pass(Duration.ofSeconds(10));

        assertThat(status().effectiveWeight()).isEqualTo(800);
    }

    @Test
    void while_none_can_be_had_the_last_number_counts_for_its_time_and_then_the_configured_weight() {
        says(70);
        watch(ResourceConfig.Means.LOAD);
        reachable = false;
        time.pass(Duration.ofSeconds(55));

        assertThat(status().effectiveWeight()).isEqualTo(300);
        assertThat(load()).isEqualTo(new FetchedLoad(70, 30, "connection refused"));

        time.pass(Duration.ofSeconds(15));

        assertThat(status().effectiveWeight()).isEqualTo(1000);
        assertThat(load()).isEqualTo(new FetchedLoad(null, 100, "connection refused"));

        reachable = true;
        time.pass(Duration.ofSeconds(10));

        assertThat(load()).isEqualTo(new FetchedLoad(70, 30, ""));
    }

    @Test
    void one_that_never_gave_a_number_has_its_configured_weight() {
        answer = "HTTP/1.1 404 Not Found\r\n\r\n404";
        watch(ResourceConfig.Means.LOAD);

        assertThat(status().effectiveWeight()).isEqualTo(1000);
        assertThat(load().failure()).isEqualTo("it answers HTTP/1.1 404 Not Found");
    }

    @Test
    void a_stopped_watch_asks_no_more() {
        LoadWatch watch = watch(ResourceConfig.Means.LOAD);
        watch.stop();
        time.pass(Duration.ofMinutes(1));

        assertThat(asked).isEqualTo(1);
        assertThat(time.appointments()).isZero();
    }
}
