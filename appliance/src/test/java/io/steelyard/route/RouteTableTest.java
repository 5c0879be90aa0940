package io.steelyard.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.pool.PickRequest;
import io.steelyard.pool.Pool;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.RoundRobin;
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

        assertThat(new RouteTable(pool).find(REQUEST)).isSameAs(pool);
    }
}
