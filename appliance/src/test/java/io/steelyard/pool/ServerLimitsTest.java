package io.steelyard.pool;

import static io.steelyard.pool.PoolFixture.again;
import static io.steelyard.pool.PoolFixture.on;
import static io.steelyard.pool.PoolFixture.request;
import static io.steelyard.pool.PoolFixture.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.CheckCombination;
import io.steelyard.config.Scheduling;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a real server takes at most, and who gets the rest. */
class ServerLimitsTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong();

    @Test
    void a_real_server_without_limits_takes_whatever_comes() {
        RealServer server = limited(0, 0);

        assertThat(begun(server, 10_000)).isEqualTo(10_000);
        assertThat(server.isFull()).isFalse();
    }

    @Test
    void no_more_exchanges_begin_than_it_has_places() {
        RealServer server = limited(4, 0);

        assertThat(begun(server, 10)).isEqualTo(4);
        assertThat(server.isFull()).isTrue();
        server.exchangeEnded();
        assertThat(begun(server, 10)).isEqualTo(1);
    }

    @Test
    void no_more_exchanges_begin_than_its_rate_allows() {
        RealServer server = limited(0, 100);

        assertThat(begun(server, 100)).isEqualTo(10);
        now.addAndGet(SECOND / 100);
        assertThat(begun(server, 100)).isEqualTo(1);
        assertThat(server.nanosUntilTurn()).isEqualTo(SECOND / 100);
    }

    @Test
    void a_full_real_server_uses_up_no_turns() {
        RealServer server = limited(1, 10);
        server.exchangeBegan();

        assertThat(begun(server, 100)).isZero();
        server.exchangeEnded();
        assertThat(server.tryBegin()).isTrue();
    }

    @Test
    void an_agent_lowers_the_limit_and_cannot_raise_it() {
        ServerStatus status = on(terms(10, 0), server("a", "*=up"));
        Pool pool = pool(Scheduling.ROUND_ROBIN, status);

        pool.agentSays("a", AgentWord.NONE.after(AgentLine.parse("maxconn:4")));
        assertThat(status.server().places()).isEqualTo(4);
        pool.agentSays("a", AgentWord.NONE.after(AgentLine.parse("maxconn:40")));
        assertThat(status.server().places()).isEqualTo(10);
        pool.agentSays("a", AgentWord.NONE.after(AgentLine.parse("maxconn:0")));
        assertThat(status.server().places()).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(Scheduling.class)
    void a_full_real_server_is_passed_over_whatever_the_scheduling_method(Scheduling scheduling) {
        ServerStatus full = on(terms(2, 0), server("full", 65_535, "*=up"));
        ServerStatus other = on(terms(3, 0), server("other", 1, "*=up"));
        Pool pool = pool(scheduling, full, other);
        begun(full.server(), 2);

        for (int i = 0; i < 3; i++) {
            RealServer picked = Objects.requireNonNull(pool.pick(request("a.lab")));
            assertThat(picked).isSameAs(other.server());
            assertThat(picked.tryBegin()).isTrue();
        }
        RealServer last = Objects.requireNonNull(pool.pick(request("a.lab")));
        assertThat(last.tryBegin()).isFalse();
    }

    @Test
    void what_a_full_one_cannot_take_is_spread_over_all_others() {
        ServerStatus full = on(terms(1, 0), server("full", "*=up"));
        List<ServerStatus> servers = new ArrayList<>(List.of(full));
        for (int i = 0; i < 5; i++) {
            servers.add(server("s" + i, "*=up"));
        }
        Pool pool = pool(Scheduling.FIXED_WEIGHTING, servers.toArray(ServerStatus[]::new));
        full.server().exchangeBegan();

        Set<RealServer> picked = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            RealServer each = Objects.requireNonNull(pool.pick(request("a.lab")));
            each.exchangeBegan();
            picked.add(each);
        }

        assertThat(picked).hasSize(5).doesNotContain(full.server());
    }

    @Test
    void one_that_was_tried_is_no_refuge_from_a_full_one() {
        ServerStatus tried = server("tried", "*=up");
        ServerStatus full = on(terms(1, 0), server("full", "*=up"));
        Pool pool = pool(Scheduling.ROUND_ROBIN, tried, full);
        full.server().exchangeBegan();

        assertThat(pool.pick(again("a.lab", tried.server()))).isSameAs(full.server());
    }

    @Test
    void who_waits_gets_only_a_real_server_that_may_answer_it() {
        ServerStatus wrong = server("wrong", "a.lab=down b.lab=up");
        ServerStatus right = server("right", "a.lab=up b.lab=up");
        Pool pool = pool(Scheduling.ROUND_ROBIN, wrong, right);

        assertThat(pool.settle(request("a.lab"), wrong.server())).isFalse();
        assertThat(pool.settle(request("a.lab"), right.server())).isTrue();
        pool.drain("right");
        assertThat(pool.settle(request("a.lab"), right.server())).isFalse();
        assertThat(pool.settle(request("b.lab"), limited(0, 0))).isFalse();
    }

    @Test
    void a_client_waits_for_the_real_server_that_it_has_and_for_no_other() {
        ServerStatus its = on(terms(1, 0), server("its", "*=up"));
        ServerStatus other = server("other", "*=up");
        Persistence stays = new Persistence() {
            @Override
            public RealServer remembered(PickRequest request, Members members) {
                return its.server();
            }

            @Override
            public RealServer remember(PickRequest request, RealServer chosen, @Nullable RealServer instead) {
                return chosen;
            }
        };
        Pool pool = new Pool(PoolFixture.SERVICE, List.of(its, other), new RoundRobin(), PoolRules.PLAIN, stays);
        its.server().exchangeBegan();

        assertThat(pool.pick(request("a.lab"))).isSameAs(its.server());
        assertThat(pool.settle(request("a.lab"), other.server())).isFalse();
        assertThat(pool.settle(request("a.lab"), its.server())).isTrue();
        pool.drain("its");
        assertThat(pool.settle(request("a.lab"), its.server())).isTrue();
        pool.disable("its");
        assertThat(pool.settle(request("a.lab"), other.server())).isTrue();
    }

    @Test
    void a_limit_is_never_exceeded_however_many_threads_begin_exchanges() throws Exception {
        RealServer server = limited(7, 0);
        AtomicLong most = new AtomicLong();
        AtomicLong begun = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                for (int round = 0; round < 20_000; round++) {
                    if (server.tryBegin()) {
                        begun.incrementAndGet();
                        most.accumulateAndGet(server.activeExchanges(), Math::max);
                        server.exchangeEnded();
                    }
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(begun.get()).isPositive();
        assertThat(most.get()).isLessThanOrEqualTo(7);
        assertThat(server.activeExchanges()).isZero();
    }

    private static int begun(RealServer server, int times) {
        int begun = 0;
        for (int i = 0; i < times; i++) {
            begun += server.tryBegin() ? 1 : 0;
        }
        return begun;
    }

    private RealServer limited(int places, int perSecond) {
        RealServer server = new RealServer("a", new InetSocketAddress(InetAddress.getLoopbackAddress(), 80), now::get);
        server.limits(ServerLimits.of(places, perSecond, null));
        return server;
    }

    private static ServerTerms terms(int places, int perSecond) {
        return new ServerTerms(CheckCombination.ALL, false, places, perSecond);
    }

    private static Pool pool(Scheduling scheduling, ServerStatus... servers) {
        return new Pool(PoolFixture.SERVICE, List.of(servers), SchedulingMethod.of(scheduling));
    }
}
