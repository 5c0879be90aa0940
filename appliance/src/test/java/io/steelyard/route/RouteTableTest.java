package io.steelyard.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.pool.PickRequest;
import io.steelyard.pool.Pool;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.RoundRobin;
import io.steelyard.pool.ServerStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteTableTest {
    private static final PickRequest REQUEST = new PickRequest() {
        @Override
        public byte[] hostBytes() {
            return new byte[0];
        }

        @Override
        public int hostStart() {
            return 0;
        }

        @Override
        public int hostEnd() {
            return 0;
        }

        @Override
        public InetSocketAddress clientAddress() {
            return InetSocketAddress.createUnresolved("client.lab", 40_000);
        }

        @Override
        public @Nullable RealServer tried() {
            return null;
        }
    };

    @Test
    void without_rules_every_exchange_gets_the_virtual_services_pool() {
        Pool pool = new Pool("surveyor", List.of(), new RoundRobin());

        assertThat(new RouteTable(pool).find(REQUEST)).isEqualTo(new Route.ToPool(pool));
    }

    @Test
    void an_exchange_that_no_real_server_is_fit_for_is_redirected_where_that_is_wanted() {
        Pool pool = new Pool("surveyor", List.of(), new RoundRobin());
        Route.Redirect redirect = new Route.Redirect(Location.of("http://www.business.lab/sorry"), 302);

        assertThat(new RouteTable(pool, redirect).find(REQUEST)).isSameAs(redirect);
    }

    @Test
    void an_exchange_that_a_real_server_is_fit_for_goes_to_the_pool() {
        RealServer server = new RealServer("s1:80", new InetSocketAddress(InetAddress.getLoopbackAddress(), 80));
        Pool pool = new Pool("surveyor", List.of(ServerStatus.of(server, true, false, 1, List.of())), new RoundRobin());
        Route.Redirect redirect = new Route.Redirect(Location.of("http://www.business.lab/sorry"), 302);

        assertThat(new RouteTable(pool, redirect).find(REQUEST)).isEqualTo(new Route.ToPool(pool));
    }
}
