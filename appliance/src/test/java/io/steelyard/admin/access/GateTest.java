package io.steelyard.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.admin.access.Admission.Let;
import io.steelyard.admin.access.Admission.Stop;
import io.steelyard.admin.access.Admission.Why;
import io.steelyard.admin.access.Book.To;
import io.steelyard.config.AdminConfig;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
    private static final InetAddress OFFICE = InetAddress.getLoopbackAddress();

    private final MovingClock clock = new MovingClock();
    private final Accounts accounts = Accounts.inMemory();
    private final LogOns logOns = new LogOns(clock, Duration.ofMinutes(30), Duration.ofHours(12));
    private final Gate gate = new Gate(new AdminConfig("192.0.2.7", 8443), accounts, logOns, clock);
    private String cookie = "";

    @BeforeEach
    void annaIsLoggedOn() {
        User anna = new User("anna", Role.ADMINISTRATOR, false, "hash");
        accounts.change(book -> book.adding(anna));
        cookie = logOns.begin(anna).secret();
    }

    @Test
    void a_look_takes_no_more_than_the_cookie() {
        assertThat(gate.decide(asking("GET", Need.VIEWER, cookie, null, null, null, null)))
                .isInstanceOf(Let.class);
    }

    @Test
    void a_change_takes_the_header_that_goes_with_the_cookie() {
        assertThat(change(Gate.proof(cookie), null, null)).isInstanceOf(Let.class);
        assertThat(change(null, null, null)).isInstanceOf(Stop.class);
        assertThat(change("wrong", null, null)).isInstanceOf(Stop.class);
        assertThat(change(Gate.proof(cookie + "x"), null, null)).isInstanceOf(Stop.class);
        assertThat(change(cookie, null, null)).isInstanceOf(Stop.class);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://lb.example:8443, same-origin, true",
                "https://lb.example:8443, -, true",
                "-, same-origin, true",
                "-, none, true",
                "https://evil.example, -, false",
                "https://lb.example:9999, -, false",
                "null, -, false",
                "'%%%', -, false",
                "https://lb.example:8443, cross-site, false",
                "-, same-site, false",
                "-, cross-site, false",
            })
    void a_change_that_another_origin_sent_is_refused_even_with_the_header(
            @Nullable String origin, @Nullable String fetchSite, boolean let) {
        assertThat(change(Gate.proof(cookie), origin, fetchSite) instanceof Let).isEqualTo(let);
    }

    @Test
    void even_a_log_on_may_not_come_from_another_origin() {
        Asking asking = asking("POST", Need.NOTHING, null, null, null, "https://evil.example", null);

        assertThat(gate.decide(asking)).isInstanceOf(Stop.class);
    }

    @Test
    void where_access_is_open_another_origin_is_still_refused() {
        Gate open = new Gate(AdminConfig.open("127.0.0.1", 8443), accounts, logOns, clock);

        assertThat(open.decide(asking("POST", Need.OPERATOR, null, null, null, null, "cross-site")))
                .isInstanceOf(Stop.class);
        assertThat(open.decide(asking("POST", Need.ADMINISTRATOR, null, null, null, null, null)))
                .isInstanceOf(Let.class);
    }

    @Test
    void an_endpoint_that_is_in_no_table_is_for_nobody() {
        assertThat(gate.decide(asking("GET", null, cookie, null, null, null, null)))
                .isInstanceOfSatisfying(
                        Stop.class, stop -> assertThat(stop.why()).isEqualTo(Why.FORBIDDEN));
    }

    @Test
    void nobody_is_asked_who_it_is() {
        assertThat(gate.decide(asking("GET", Need.VIEWER, null, null, null, null, null)))
                .isInstanceOfSatisfying(
                        Stop.class, stop -> assertThat(stop.why()).isEqualTo(Why.WHO));
        assertThat(gate.decide(asking("GET", Need.METRICS, null, null, null, null, null)))
                .isInstanceOf(Stop.class);
        assertThat(gate.decide(asking("GET", Need.NOTHING, null, null, null, null, null)))
                .isEqualTo(new Let(null));
    }

    @Test
    void metrics_are_for_everybody_where_they_are_open() {
        Gate metricsOpen = new Gate(new AdminConfig("127.0.0.1", 8443), accounts, logOns, clock);

        assertThat(metricsOpen.decide(asking("GET", Need.METRICS, null, null, null, null, null)))
                .isInstanceOf(Let.class);
    }

    @Test
    void until_there_is_a_user_one_may_look_from_the_machine_itself_and_change_nothing() {
        Accounts none = Accounts.inMemory();
        Gate local = new Gate(new AdminConfig("127.0.0.1", 8443), none, logOns, clock);
        Gate network = new Gate(new AdminConfig("192.0.2.7", 8443), none, logOns, clock);
        Asking look = asking("GET", Need.VIEWER, null, null, null, null, null);
        Asking change = asking("POST", Need.OPERATOR, null, null, null, null, null);

        assertThat(local.decide(look)).isInstanceOf(Let.class);
        assertThat(local.isStillKnown(look)).isTrue();
        assertThat(local.decide(change))
                .isInstanceOfSatisfying(
                        Stop.class, stop -> assertThat(stop.why()).isEqualTo(Why.WHO));
        assertThat(network.decide(look)).isInstanceOf(Stop.class);
        none.change(book -> book.adding(new User("berta", Role.VIEWER, false, "hash")));
        none.change(book -> book.adding(new User("anna", Role.ADMINISTRATOR, false, "hash")));
        assertThat(local.decide(look)).isInstanceOf(Stop.class);
        assertThat(local.isStillKnown(look)).isFalse();
    }

    @Test
    void a_token_lets_in_until_it_expires_and_needs_no_header_for_changes() {
        String token = token("robot", Role.OPERATOR, Duration.ofDays(1));

        assertThat(gate.decide(asking("POST", Need.OPERATOR, null, token, null, null, null)))
                .isInstanceOfSatisfying(Let.class, let -> {
                    Caller caller = Objects.requireNonNull(let.caller());
                    assertThat(caller.name()).isEqualTo("token:robot");
                    assertThat(caller.role()).isEqualTo(Role.OPERATOR);
                });
        assertThat(gate.decide(asking("POST", Need.ADMINISTRATOR, null, token, null, null, null)))
                .isInstanceOf(Stop.class);

        clock.advance(Duration.ofDays(1));

        assertThat(gate.decide(asking("GET", Need.VIEWER, null, token, null, null, null)))
                .isInstanceOfSatisfying(
                        Stop.class, stop -> assertThat(stop.why()).isEqualTo(Why.WHO));
    }

    @Test
    void a_token_that_was_taken_back_lets_nobody_in() {
        String token = token("robot", Role.OPERATOR, Duration.ofDays(1));
        accounts.change(book -> book.withoutToken("robot"));

        assertThat(gate.decide(asking("GET", Need.VIEWER, null, token, null, null, null)))
                .isInstanceOf(Stop.class);
    }

    @Test
    void a_wrong_token_counts_even_where_a_cookie_is_right() {
        assertThat(gate.decide(asking("GET", Need.VIEWER, cookie, "sty_wrong", null, null, null)))
                .isInstanceOf(Stop.class);
    }

    @Test
    void the_last_use_of_a_token_is_known() {
        String token = token("robot", Role.VIEWER, Duration.ofDays(1));
        clock.advance(Duration.ofHours(1));
        gate.decide(asking("GET", Need.VIEWER, null, token, null, null, null));

        assertThat(accounts.lastUsed(Objects.requireNonNull(accounts.book().token("robot"))))
                .isEqualTo(clock.instant());
    }

    @Test
    void a_flood_from_one_address_is_told_to_wait() {
        Admission last = new Let(null);
        for (int i = 0; i <= RequestRate.AT_ONCE; i++) {
            last = gate.decide(asking("GET", Need.NOTHING, null, null, null, null, null));
        }

        assertThat(last)
                .isInstanceOfSatisfying(
                        Stop.class, stop -> assertThat(stop.why()).isEqualTo(Why.TOO_MANY));
    }

    @Test
    void users_change_their_own_password_and_administrators_everybodys() {
        Caller viewer = new Caller("berta", Role.VIEWER, Caller.Means.LOG_ON, "192.0.2.9");
        Caller sameName = new Caller("berta", Role.VIEWER, Caller.Means.TOKEN, "192.0.2.9");
        Caller administrator = new Caller("anna", Role.ADMINISTRATOR, Caller.Means.LOG_ON, "192.0.2.9");

        assertThat(Need.ONESELF.isMetBy(viewer, "berta")).isTrue();
        assertThat(Need.ONESELF.isMetBy(viewer, "anna")).isFalse();
        assertThat(Need.ONESELF.isMetBy(sameName, "berta")).isFalse();
        assertThat(Need.ONESELF.isMetBy(administrator, "berta")).isTrue();
    }

    private String token(String name, Role role, Duration valid) {
        String secret = Token.PREFIX + Secret.make();
        Token token =
                new Token(name, role, clock.instant(), "anna", clock.instant().plus(valid), Secret.hash(secret), null);
        assertThat(accounts.change(book -> book.adding(token))).isInstanceOf(To.class);
        return secret;
    }

    private Admission change(@Nullable String csrf, @Nullable String origin, @Nullable String fetchSite) {
        return gate.decide(asking("PUT", Need.ADMINISTRATOR, cookie, null, csrf, origin, fetchSite));
    }

    private static Asking asking(
            String method,
            @Nullable Need need,
            @Nullable String cookie,
            @Nullable String bearer,
            @Nullable String csrf,
            @Nullable String origin,
            @Nullable String fetchSite) {
        return new Asking(method, need, "", OFFICE, "lb.example:8443", cookie, bearer, csrf, origin, fetchSite);
    }
}
