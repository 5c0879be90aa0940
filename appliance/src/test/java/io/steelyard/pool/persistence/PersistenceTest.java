package io.steelyard.pool.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.PersistBy;
import io.steelyard.config.PersistenceConfig;
import io.steelyard.config.Scheduling;
import io.steelyard.config.SourcePrefix;
import io.steelyard.config.UriPart;
import io.steelyard.pool.Persistence;
import io.steelyard.pool.Pool;
import io.steelyard.pool.PoolRules;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.SchedulingMethod;
import io.steelyard.pool.ServerStatus;
import io.steelyard.pool.Sessions.Session;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PersistenceTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(8);

    private final MovedClock clock = new MovedClock();

    private static PersistenceConfig config(PersistBy by) {
        return new PersistenceConfig(by, TIMEOUT, true, 1000, false, SourcePrefix.SINGLE);
    }

    private static PersistBy.Cookie cookie(String secret) {
        return new PersistBy.Cookie("sy", secret, PersistBy.SameSite.LAX, false, true);
    }

    private Pool pool(PersistenceConfig config, int servers) {
        List<ServerStatus> statuses = new ArrayList<>();
        for (int i = 0; i < servers; i++) {
            RealServer server =
                    new RealServer("192.0.2." + i + ":80", new InetSocketAddress(InetAddress.getLoopbackAddress(), 80));
            statuses.add(ServerStatus.of(server, true, false, 1000, List.of()));
        }
        Persistence persistence = PersistenceKinds.of(config, "shop", clock);
        return new Pool("shop", statuses, SchedulingMethod.of(Scheduling.ROUND_ROBIN), PoolRules.PLAIN, persistence);
    }

    private static RealServer pick(Pool pool, TestRequest request) {
        return Objects.requireNonNull(pool.pick(request));
    }

    /** What the response makes the client bring along next time, {@code name=value}; null where it sets nothing. */
    private static @Nullable String cookieSet(Pool pool, TestRequest request, RealServer server) {
        byte[] line = pool.persistence().responseField(request, server);
        if (line == null) {
            return null;
        }
        String text = new String(line, StandardCharsets.US_ASCII);
        return text.substring("Set-Cookie: ".length(), text.indexOf(';'));
    }

    /** Each kind that remembers by itself what it is told apart by, with a request of one client and of another. */
    static Stream<Object[]> kinds() {
        TestRequest plain = TestRequest.of("10.0.0.1");
        return Stream.of(
                new Object[] {new PersistBy.SourceIp(), plain, TestRequest.of("10.0.0.2")},
                new Object[] {new PersistBy.ApplicationCookie("sid"), plain.cookies("sid=a"), plain.cookies("sid=b")},
                new Object[] {new PersistBy.AllCookies(), plain.cookies("x=1; y=2"), plain.cookies("x=1; y=3")},
                new Object[] {new PersistBy.Uri(UriPart.WHOLE), plain.target("/a?b"), plain.target("/a?c")},
                new Object[] {new PersistBy.QueryItem("u"), plain.target("/a?u=1"), plain.target("/b?u=2")},
                new Object[] {new PersistBy.Header("X-User"), plain.user("anna"), plain.user("ben")},
                new Object[] {new PersistBy.Host(), plain.host("a.lab"), plain.host("b.lab")});
    }

    static Stream<Object[]> kindsThatMayBeMissing() {
        return kinds().filter(kind -> ((PersistBy) kind[0]).mayBeMissing());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_client_stays_and_another_is_scheduled(PersistBy by, TestRequest one, TestRequest other) {
        Pool pool = pool(config(by), 3);
        RealServer first = pick(pool, one);
        RealServer second = pick(pool, other);

        assertThat(second).isNotSameAs(first);
        for (int i = 0; i < 5; i++) {
            assertThat(pick(pool, one)).isSameAs(first);
            assertThat(pick(pool, other)).isSameAs(second);
        }
        assertThat(pool.persistence().sessions().count()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void when_its_real_server_is_out_the_client_moves_and_stays_there(
            PersistBy by, TestRequest one, TestRequest other) {
        Pool pool = pool(config(by), 3);
        RealServer first = pick(pool, one);
        pool.disable(first.name());
        RealServer second = pick(pool, one);
        pool.enable(first.name());

        assertThat(second).isNotSameAs(first);
        for (int i = 0; i < 5; i++) {
            assertThat(pick(pool, one)).isSameAs(second);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_draining_real_server_keeps_its_clients_and_gets_no_new_ones(
            PersistBy by, TestRequest one, TestRequest other) {
        Pool pool = pool(config(by), 2);
        RealServer first = pick(pool, one);
        pool.drain(first.name());

        assertThat(pick(pool, one)).isSameAs(first);
        assertThat(pick(pool, other)).isNotSameAs(first);
        assertThat(pick(pool, one)).isSameAs(first);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_client_whose_request_just_failed_there_moves_and_stays(PersistBy by, TestRequest one, TestRequest other) {
        Pool pool = pool(config(by), 3);
        RealServer first = pick(pool, one);
        RealServer second = pick(pool, one.after(first));

        assertThat(second).isNotSameAs(first);
        assertThat(pick(pool, one)).isSameAs(second);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_client_is_forgotten_when_it_was_away_for_longer_than_the_timeout(
            PersistBy by, TestRequest one, TestRequest other) {
        Pool pool = pool(config(by), 2);
        RealServer first = pick(pool, one);
        clock.move(TIMEOUT.minusSeconds(1));

        assertThat(pick(pool, one)).isSameAs(first);

        clock.move(TIMEOUT.minusSeconds(1));

        assertThat(pick(pool, one)).as("refreshed").isSameAs(first);

        clock.move(TIMEOUT.plusSeconds(1));

        assertThat(pick(pool, one)).isNotSameAs(first);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void without_refresh_the_timeout_counts_from_the_first_request(PersistBy by, TestRequest one, TestRequest other) {
        Pool pool = pool(new PersistenceConfig(by, TIMEOUT, false, 1000, false, SourcePrefix.SINGLE), 2);
        RealServer first = pick(pool, one);
        clock.move(TIMEOUT.minusSeconds(1));

        assertThat(pick(pool, one)).isSameAs(first);

        clock.move(Duration.ofSeconds(2));

        assertThat(pick(pool, one)).isNotSameAs(first);
    }

    @ParameterizedTest
    @MethodSource("kindsThatMayBeMissing")
    void with_the_address_behind_it_a_client_without_what_is_asked_for_stays(
            PersistBy by, TestRequest one, TestRequest other) {
        Pool pool = pool(new PersistenceConfig(by, TIMEOUT, true, 1000, true, SourcePrefix.SINGLE), 3);
        TestRequest bare = TestRequest.of("10.0.0.9");
        RealServer byAddress = pick(pool, bare);
        RealServer byItself = pick(pool, one);

        assertThat(pick(pool, bare)).isSameAs(byAddress);
        assertThat(pick(pool, TestRequest.of("10.0.0.8"))).isNotSameAs(byAddress);
        assertThat(pick(pool, one)).isSameAs(byItself);

        clock.move(TIMEOUT.plusSeconds(1));

        assertThat(pool.persistence().remembered(bare, pool.roster().members())).isNull();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void a_draining_real_server_is_empty_when_the_time_of_its_last_session_is_over(
            PersistBy by, TestRequest one, TestRequest other) {
        Pool pool = pool(config(by), 2);
        RealServer first = pick(pool, one);
        pool.drain(first.name());
        clock.move(TIMEOUT.minusSeconds(1));

        assertThat(pick(pool, one)).isSameAs(first);
        assertThat(pool.persistence().sessions().countByServer()).containsEntry(first.name(), 1L);

        clock.move(TIMEOUT.plusSeconds(1));

        assertThat(pool.persistence().sessions().countByServer()).isEmpty();
        assertThat(pick(pool, one)).isNotSameAs(first);
    }

    @Test
    void our_cookie_is_not_set_again_without_refresh() {
        Pool pool = pool(new PersistenceConfig(cookie(""), TIMEOUT, false, 1000, false, SourcePrefix.SINGLE), 3);
        TestRequest fresh = TestRequest.of("10.0.0.1");
        RealServer first = pick(pool, fresh);
        TestRequest back = fresh.cookies(Objects.requireNonNull(cookieSet(pool, fresh, first)));
        clock.move(TIMEOUT.minusSeconds(1));

        assertThat(pick(pool, back)).isSameAs(first);
        assertThat(cookieSet(pool, back, first)).isNull();
    }

    @Test
    void a_network_is_one_client_where_the_prefix_says_so() {
        Pool pool = pool(
                new PersistenceConfig(new PersistBy.SourceIp(), TIMEOUT, true, 1000, false, new SourcePrefix(24, 64)),
                3);
        RealServer first = pick(pool, TestRequest.of("10.0.0.1"));

        assertThat(pick(pool, TestRequest.of("10.0.0.254"))).isSameAs(first);
        assertThat(pick(pool, TestRequest.of("10.0.1.1"))).isNotSameAs(first);
        assertThat(pick(pool, TestRequest.of("2001:db8::1"))).isSameAs(pick(pool, TestRequest.of("2001:db8::2")));
        assertThat(pool.persistence().sessions().find("", 10))
                .extracting(Session::client)
                .containsExactlyInAnyOrder("10.0.0.0/24", "10.0.1.0/24", "2001:db8:0:0:0:0:0:0/64");
    }

    @Test
    void requests_that_lack_what_tells_clients_apart_are_scheduled_one_by_one() {
        Pool pool = pool(config(new PersistBy.Header("X-User")), 3);
        TestRequest bare = TestRequest.of("10.0.0.1");

        assertThat(Stream.of(pick(pool, bare), pick(pool, bare), pick(pool, bare))
                        .distinct())
                .hasSize(3);
        assertThat(pool.persistence().sessions().count()).isZero();
    }

    @Test
    void the_applications_cookie_is_learned_from_the_response_that_sets_it() {
        Pool pool = pool(config(new PersistBy.ApplicationCookie("ASP.NET_SessionId")), 3);
        RealServer first = pick(pool, TestRequest.of("10.0.0.1"));
        byte[] field = "ASP.NET_SessionId=abcdef; path=/; HttpOnly".getBytes(StandardCharsets.US_ASCII);
        pool.persistence().learn(first, field, 0, field.length);

        for (int i = 0; i < 5; i++) {
            assertThat(pick(pool, TestRequest.of("10.0.0.9").cookies("a=b; ASP.NET_SessionId=abcdef")))
                    .isSameAs(first);
        }
    }

    @Test
    void cookies_of_other_names_and_deleted_ones_are_not_learned() {
        Pool pool = pool(config(new PersistBy.ApplicationCookie("sid")), 3);
        for (String set : List.of("sidx=1; path=/", "other=1", "sid=; Max-Age=0", "sid", "si", "")) {
            byte[] field = set.getBytes(StandardCharsets.US_ASCII);
            pool.persistence().learn(pick(pool, TestRequest.of("10.0.0.1")), field, 0, field.length);
        }

        assertThat(pool.persistence().sessions().count()).isZero();
    }

    @Test
    void the_table_is_bounded() {
        PersistenceConfig small =
                new PersistenceConfig(new PersistBy.SourceIp(), TIMEOUT, true, 100, false, SourcePrefix.SINGLE);
        KeyTable table = (KeyTable) PersistenceKinds.of(small, "shop", clock);
        RealServer server = new RealServer("192.0.2.1:80", new InetSocketAddress(InetAddress.getLoopbackAddress(), 80));
        for (int i = 0; i < 10_000; i++) {
            table.remember(TestRequest.of("10.0." + i / 250 + "." + i % 250), server, null);
        }
        table.settle();

        assertThat(table.count()).isLessThanOrEqualTo(100);
        assertThat(table.capacity()).isEqualTo(100);
        assertThat(table.evicted()).isGreaterThanOrEqualTo(9_900);
    }

    @Test
    void sessions_are_counted_found_and_forgotten() {
        Pool pool = pool(config(new PersistBy.Header("X-User")), 2);
        RealServer first = pick(pool, TestRequest.of("10.0.0.1").user("secret-of-anna"));
        pick(pool, TestRequest.of("10.0.0.1").user("secret-of-ben"));
        List<Session> ofAnna = pool.persistence().sessions().find("secret-of-anna", 10);

        assertThat(pool.persistence().sessions().countByServer())
                .containsEntry("192.0.2.0:80", 1L)
                .containsEntry("192.0.2.1:80", 1L);
        assertThat(ofAnna).singleElement().satisfies(session -> {
            assertThat(session.client()).isEqualTo("secr…");
            assertThat(session.realServer()).isEqualTo(first.name());
            assertThat(session.since()).isEqualTo(clock.instant());
        });
        assertThat(pool.persistence().sessions().find("192.0.2.1", 10)).hasSize(1);
        assertThat(pool.persistence().sessions().find("", 1)).hasSize(1);
        assertThat(pool.persistence().sessions().find("nobody", 10)).isEmpty();
        assertThat(pool.persistence().sessions().forget(ofAnna.get(0).id())).isTrue();
        assertThat(pool.persistence().sessions().forget(ofAnna.get(0).id())).isFalse();
        assertThat(pool.persistence().sessions().forget("not an id")).isFalse();
        assertThat(pool.persistence().sessions().forgetAll("192.0.2.1:80")).isEqualTo(1);
        assertThat(pool.persistence().sessions().find("", 10)).isEmpty();
    }

    @Test
    void all_sessions_are_forgotten_at_once_and_who_comes_again_is_scheduled() {
        Pool pool = pool(config(new PersistBy.Header("X-User")), 2);
        RealServer first = pick(pool, TestRequest.of("10.0.0.1").user("anna"));

        assertThat(pool.persistence().sessions().forgetAll()).isEqualTo(1);

        assertThat(pool.persistence().sessions().count()).isZero();
        assertThat(pick(pool, TestRequest.of("10.0.0.1").user("anna"))).isNotSameAs(first);
    }

    @Test
    void our_cookie_brings_a_client_back() {
        Pool pool = pool(config(cookie("")), 3);
        TestRequest fresh = TestRequest.of("10.0.0.1");
        RealServer first = pick(pool, fresh);
        String cookie = Objects.requireNonNull(cookieSet(pool, fresh, first));

        for (int i = 0; i < 5; i++) {
            TestRequest back = TestRequest.of("10.0.0." + i).cookies("a=b; " + cookie);
            assertThat(pick(pool, back)).isSameAs(first);
            assertThat(cookieSet(pool, back, first)).isNull();
        }
    }

    @Test
    void our_cookie_is_as_the_configuration_wants_it() {
        Pool pool =
                pool(config(new PersistBy.Cookie("LB", "0123456789abcdef", PersistBy.SameSite.NONE, true, false)), 1);
        TestRequest fresh = TestRequest.of("10.0.0.1");
        byte[] line = pool.persistence().responseField(fresh, pick(pool, fresh));

        assertThat(new String(Objects.requireNonNull(line), StandardCharsets.US_ASCII))
                .matches("Set-Cookie: LB=[A-Za-z0-9_-]{22}; Path=/; Max-Age=480; Secure; SameSite=None\r\n");
    }

    @Test
    void two_appliances_with_one_secret_understand_each_others_cookies_and_others_do_not() {
        Pool one = pool(config(cookie("0123456789abcdef")), 5);
        Pool other = pool(config(cookie("0123456789abcdef")), 5);
        Pool stranger = pool(config(cookie("fedcba9876543210")), 5);
        TestRequest fresh = TestRequest.of("10.0.0.1");
        pick(one, fresh);
        RealServer second = pick(one, fresh);
        TestRequest back = fresh.cookies(Objects.requireNonNull(cookieSet(one, fresh, second)));

        assertThat(pick(other, back).name()).isEqualTo(second.name());
        assertThat(pick(stranger, back).name()).isEqualTo("192.0.2.0:80");
        assertThat(cookieSet(stranger, back, stranger.roster().servers().get(0).server()))
                .isNotNull();
    }

    @Test
    void a_value_of_our_cookie_that_we_did_not_make_is_nothing() {
        Pool pool = pool(config(cookie("")), 3);
        TestRequest fresh = TestRequest.of("10.0.0.1");
        String good = Objects.requireNonNull(cookieSet(pool, fresh, pick(pool, fresh)));
        for (String bad : List.of(
                "sy=",
                "sy=AAAAAAAAAAAAAAAAAAAAAA",
                good + "A",
                good.substring(0, good.length() - 1),
                "sy=!!!!!!!!!!!!!!!!!!!!!!",
                "sy=\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")) {
            TestRequest request = fresh.cookies(bad);
            RealServer one = pick(pool, request);
            RealServer next = pick(pool, request);

            assertThat(next).as(bad).isNotSameAs(one);
        }
    }

    @Test
    void our_cookie_ends_after_the_timeout_and_is_set_again_long_before() {
        Pool pool = pool(config(cookie("")), 3);
        TestRequest fresh = TestRequest.of("10.0.0.1");
        RealServer first = pick(pool, fresh);
        TestRequest back = fresh.cookies(Objects.requireNonNull(cookieSet(pool, fresh, first)));
        clock.move(TIMEOUT.minusSeconds(1));

        assertThat(pick(pool, back)).isSameAs(first);
        String renewed = Objects.requireNonNull(cookieSet(pool, back, first));
        clock.move(TIMEOUT.dividedBy(4));

        assertThat(pick(pool, fresh.cookies(renewed))).isSameAs(first);
        assertThat(Stream.of(pick(pool, back), pick(pool, back), pick(pool, back))
                        .distinct())
                .as("the first value has ended")
                .hasSize(3);
    }

    @Test
    void our_cookie_is_set_anew_when_the_client_has_to_move_and_kept_while_its_server_drains() {
        Pool pool = pool(config(cookie("")), 3);
        TestRequest fresh = TestRequest.of("10.0.0.1");
        RealServer first = pick(pool, fresh);
        TestRequest back = fresh.cookies(Objects.requireNonNull(cookieSet(pool, fresh, first)));
        pool.drain(first.name());

        assertThat(pick(pool, back)).isSameAs(first);

        pool.disable(first.name());
        RealServer second = pick(pool, back);

        assertThat(second).isNotSameAs(first);
        assertThat(pick(pool, fresh.cookies(Objects.requireNonNull(cookieSet(pool, back, second)))))
                .isSameAs(second);
    }

    @Test
    void a_client_without_the_cookie_stays_by_its_address_where_that_is_wanted() {
        Pool pool = pool(new PersistenceConfig(cookie(""), TIMEOUT, true, 1000, true, SourcePrefix.SINGLE), 3);
        TestRequest fresh = TestRequest.of("10.0.0.1");
        RealServer first = pick(pool, fresh);
        RealServer other = pick(pool, TestRequest.of("10.0.0.2"));
        String cookie = Objects.requireNonNull(cookieSet(pool, fresh, first));

        assertThat(pick(pool, fresh)).isSameAs(first);
        assertThat(other).isNotSameAs(first);
        assertThat(pick(pool, TestRequest.of("10.0.0.2").cookies(cookie)))
                .as("the cookie counts before the address")
                .isSameAs(first);
        assertThat(pool.persistence().sessions().count()).isEqualTo(2);
    }

    @Test
    void the_applications_cookie_takes_over_where_the_address_was_known_first() {
        Pool pool = pool(
                new PersistenceConfig(
                        new PersistBy.ApplicationCookie("sid"), TIMEOUT, true, 1000, true, SourcePrefix.SINGLE),
                3);
        RealServer first = pick(pool, TestRequest.of("10.0.0.1"));
        RealServer withCookie = pick(pool, TestRequest.of("10.0.0.1").cookies("sid=7"));

        assertThat(withCookie).isSameAs(first);
        assertThat(pick(pool, TestRequest.of("10.9.9.9").cookies("sid=7"))).isSameAs(first);
    }
}
