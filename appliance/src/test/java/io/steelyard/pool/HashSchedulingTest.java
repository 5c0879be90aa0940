package io.steelyard.pool;

import static io.steelyard.pool.PoolFixture.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.steelyard.config.HashingConfig;
import io.steelyard.config.Scheduling;
import io.steelyard.config.SourcePrefix;
import io.steelyard.config.UriPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HashSchedulingTest {
    private static final int KEYS = 50_000;

    private static Candidates farm(int size, int... weights) {
        List<ServerStatus> servers = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            servers.add(server("192.0.2." + i + ":80", weights.length == 0 ? 1000 : weights[i], ""));
        }
        return Candidates.of(servers);
    }

    private static Candidates without(Candidates all, int gone) {
        List<ServerStatus> rest = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (i != gone) {
                rest.add(ServerStatus.of(all.server(i), true, false, all.weight(i), List.of()));
            }
        }
        return Candidates.of(rest);
    }

    /** The same number gives another client, another path and another user. */
    private static KeyedRequest keyed(int number) {
        return new KeyedRequest(10 << 24 | number, "/shop/" + number + "?q=" + number, "user" + number);
    }

    private static SchedulingMethod method(Scheduling scheduling, int bound) {
        return SchedulingMethod.of(scheduling, new HashingConfig(UriPart.PATH, "X-User", SourcePrefix.SINGLE, bound));
    }

    private static RealServer choose(Schedule schedule, PickRequest request) {
        return Objects.requireNonNull(schedule.choose(request));
    }

    @ParameterizedTest
    @EnumSource(names = {"SOURCE_IP_HASH", "URI_HASH", "HEADER_HASH"})
    void keys_are_spread_evenly(Scheduling scheduling) {
        Candidates candidates = farm(20);
        Schedule schedule = method(scheduling, 200).schedule(candidates, null);
        int[] counts = new int[20];
        for (int key = 0; key < KEYS; key++) {
            counts[candidates.servers().indexOf(choose(schedule, keyed(key)))]++;
        }

        assertThat(Arrays.stream(counts).min().orElse(0)).isGreaterThan(KEYS / 20 * 90 / 100);
        assertThat(Arrays.stream(counts).max().orElse(0)).isLessThan(KEYS / 20 * 110 / 100);
    }

    @ParameterizedTest
    @EnumSource(names = {"SOURCE_IP_HASH", "URI_HASH", "HEADER_HASH"})
    void a_key_has_one_real_server_whoever_asks_and_however_often(Scheduling scheduling) {
        Schedule one = method(scheduling, 200).schedule(farm(20), null);
        Schedule other = method(scheduling, 200).schedule(farm(20), one);
        for (int key = 0; key < 1000; key++) {
            assertThat(choose(other, keyed(key)).name())
                    .isEqualTo(choose(one, keyed(key)).name());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SOURCE_IP_HASH", "URI_HASH", "HEADER_HASH"})
    void when_one_of_twenty_goes_at_most_a_twentieth_and_2_percent_of_the_keys_move(Scheduling scheduling) {
        Candidates all = farm(20);
        SchedulingMethod method = method(scheduling, 200);
        Schedule before = method.schedule(all, null);
        for (int gone = 0; gone < 20; gone++) {
            Schedule after = method.schedule(without(all, gone), before);
            int moved = 0;
            for (int key = 0; key < 10_000; key++) {
                KeyedRequest request = keyed(key);
                moved += choose(before, request) == choose(after, request) ? 0 : 1;
            }

            assertThat(moved / 10_000.0).as("without %s", gone).isLessThanOrEqualTo(1 / 20.0 + 0.02);
        }
    }

    @Test
    void weights_are_shares_of_the_keys() {
        Candidates candidates = farm(4, 1000, 2000, 4000, 500);
        Schedule schedule = method(Scheduling.URI_HASH, 200).schedule(candidates, null);
        int[] counts = new int[4];
        for (int key = 0; key < 75_000; key++) {
            counts[candidates.servers().indexOf(choose(schedule, keyed(key)))]++;
        }

        assertThat((double) counts[0]).isCloseTo(10_000, within(1000.0));
        assertThat((double) counts[1]).isCloseTo(20_000, within(1500.0));
        assertThat((double) counts[2]).isCloseTo(40_000, within(2000.0));
        assertThat((double) counts[3]).isCloseTo(5_000, within(600.0));
    }

    @Test
    void one_very_popular_key_is_shared_out_when_its_real_server_has_more_than_its_bound() {
        Candidates candidates = farm(10);
        Schedule schedule = method(Scheduling.URI_HASH, 150).schedule(candidates, null);
        for (int i = 0; i < 1000; i++) {
            choose(schedule, keyed(7)).exchangeBegan();
        }

        assertThat(candidates.servers())
                .allSatisfy(server -> assertThat(server.activeExchanges()).isBetween(1L, 160L));
    }

    @Test
    void without_a_bound_it_stays_whatever_comes() {
        Candidates candidates = farm(10);
        Schedule schedule = method(Scheduling.URI_HASH, 0).schedule(candidates, null);
        for (int i = 0; i < 1000; i++) {
            choose(schedule, keyed(7)).exchangeBegan();
        }

        assertThat(candidates.servers().stream().filter(server -> server.activeExchanges() > 0))
                .hasSize(1);
    }

    @Test
    void a_few_requests_at_once_move_nothing_however_idle_the_others_are() {
        Candidates candidates = farm(10);
        Schedule schedule = method(Scheduling.URI_HASH, 110).schedule(candidates, null);
        for (int i = 0; i < BoundedShare.ALWAYS_ALLOWED; i++) {
            choose(schedule, keyed(7)).exchangeBegan();
        }

        assertThat(candidates.servers().stream().filter(server -> server.activeExchanges() > 0))
                .hasSize(1);
    }

    @Test
    void a_retry_goes_to_another_and_always_the_same_other() {
        Candidates candidates = farm(10);
        Schedule schedule = method(Scheduling.URI_HASH, 200).schedule(candidates, null);
        for (int key = 0; key < 500; key++) {
            RealServer first = choose(schedule, keyed(key));
            RealServer second = choose(schedule, keyed(key).after(first));

            assertThat(second).isNotSameAs(first);
            assertThat(choose(schedule, keyed(key).after(first))).isSameAs(second);
        }
    }

    @Test
    void requests_without_the_header_field_are_shared_out() {
        Candidates candidates = farm(4);
        SchedulingMethod byOther = SchedulingMethod.of(
                Scheduling.HEADER_HASH, new HashingConfig(UriPart.PATH, "X-Other", SourcePrefix.SINGLE, 200));
        Schedule schedule = byOther.schedule(candidates, null);
        for (int i = 0; i < 400; i++) {
            choose(schedule, keyed(7)).exchangeBegan();
        }

        assertThat(candidates.servers())
                .allSatisfy(server -> assertThat(server.activeExchanges()).isBetween(90L, 110L));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 251, 1000})
    void every_real_server_has_its_share_of_the_table(int size) {
        MaglevTable table = new MaglevTable(farm(size));
        int[] places = new int[size];
        for (int place = 0; place < table.size(); place++) {
            places[table.ownerOf((long) place << 1)]++;
        }

        assertThat(Arrays.stream(places).max().orElse(0)
                        - Arrays.stream(places).min().orElse(0))
                .isLessThanOrEqualTo(1);
    }

    @Test
    void the_most_unequal_weights_fill_the_table_too() {
        int[] weights = new int[500];
        Arrays.fill(weights, 1);
        weights[499] = 65535;
        MaglevTable table = new MaglevTable(farm(500, weights));
        int heavy = 0;
        for (int place = 0; place < table.size(); place++) {
            heavy += table.ownerOf((long) place << 1) == 499 ? 1 : 0;
        }

        assertThat(heavy / (double) table.size()).isGreaterThan(0.98);
    }

    @Test
    void a_network_is_one_client_where_the_prefix_says_so() {
        SchedulingMethod method = SchedulingMethod.of(
                Scheduling.SOURCE_IP_HASH, new HashingConfig(UriPart.PATH, "X-User", new SourcePrefix(24, 64), 200));
        Schedule schedule = method.schedule(farm(20), null);
        RealServer first = choose(schedule, keyed(256));
        for (int last = 1; last < 256; last++) {
            assertThat(choose(schedule, keyed(256 + last))).isSameAs(first);
        }
        assertThat(java.util.stream.IntStream.range(2, 50).mapToObj(net -> choose(schedule, keyed(256 * net))))
                .doesNotContainNull()
                .anyMatch(server -> server != first);
    }
}
