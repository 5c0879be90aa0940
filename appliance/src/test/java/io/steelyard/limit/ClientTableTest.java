package io.steelyard.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientTableTest {
    private static final long SEED = 42;

    private final ClientTable table = new ClientTable(1000, 32, 64, SEED);

    @ParameterizedTest
    @CsvSource({
        "32, 64, 192.0.2.1, 192.0.2.1, true",
        "32, 64, 192.0.2.1, 192.0.2.2, false",
        "24, 64, 192.0.2.1, 192.0.2.200, true",
        "24, 64, 192.0.2.1, 192.0.3.1, false",
        "1, 64, 192.0.2.1, 130.0.0.1, true",
        "1, 64, 192.0.2.1, 10.0.0.1, false",
        "32, 64, 2001:db8::1, 2001:db8::ffff:1, true",
        "32, 64, 2001:db8::1, 2001:db8:0:1::1, false",
        "32, 128, 2001:db8::1, 2001:db8::2, false",
        "32, 127, 2001:db8::2, 2001:db8::3, true",
        "32, 48, 2001:db8::1, 2001:db8:0:ff::1, true",
        "32, 1, 2001:db8::1, fe80::1, false",
    })
    void addresses_are_one_client_as_far_as_the_prefix_goes(
            int ipv4Bits, int ipv6Bits, String one, String other, boolean same) throws Exception {
        ClientTable prefixed = new ClientTable(1000, ipv4Bits, ipv6Bits, SEED);

        assertThat(prefixed.tally(bytes(one), 0) == prefixed.tally(bytes(other), 0))
                .isEqualTo(same);
    }

    @Test
    void it_has_room_for_as_many_as_it_was_made_for() {
        for (int clients : new int[] {1, 8, 9, 16, 17, 100, 1000, 100_000}) {
            assertThat(new ClientTable(clients, 32, 64, SEED).capacity()).isBetween(clients, 2 * clients + 16);
        }
    }

    @Test
    void a_client_with_an_open_connection_never_makes_room() throws Exception {
        ClientTally busy = tally("192.0.2.1", 0);
        busy.enter(0);
        for (int i = 0; i < 100_000; i++) {
            table.tally(number(i), 0);
        }

        assertThat(table.tally(bytes("192.0.2.1"), 0)).isSameAs(busy);
        assertThat(table.size()).isLessThanOrEqualTo(table.capacity());
    }

    @Test
    void a_client_that_has_used_up_its_rate_does_not_make_room_until_that_is_forgotten() throws Exception {
        Rate rate = Rate.of(1, 1);
        ClientTally asker = tally("192.0.2.1", 0);
        asker.asking().take(rate, 0);
        for (int i = 0; i < 100_000; i++) {
            table.tally(number(i), 1);
        }
        assertThat(tally("192.0.2.1", 1).asking().take(rate, 1)).isFalse();

        for (int i = 0; i < 100_000; i++) {
            table.tally(number(i), 2_000_000_000L);
        }
        assertThat(asker.isGone()).isTrue();
    }

    @Test
    void whom_there_is_no_room_for_is_not_counted_and_that_is() {
        ClientTable small = new ClientTable(8, 32, 64, SEED);
        for (int i = 0; i < small.capacity(); i++) {
            Objects.requireNonNull(small.tally(number(i), 0)).enter(0);
        }

        assertThat(small.tally(number(1000), 0)).isNull();
        assertThat(small.uncounted()).isEqualTo(1);
    }

    @Test
    void no_client_has_more_connections_than_it_may_however_many_threads_count_them() throws Exception {
        AtomicInteger entered = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int offset = i;
            Thread thread = new Thread(() -> {
                for (int round = 0; round < 20_000; round++) {
                    enterOnce(entered);
                    table.tally(number(round * 8 + offset), 0);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(entered).hasValue(5);
    }

    /** The client connects if it may, and stays. */
    private void enterOnce(AtomicInteger entered) {
        byte[] client = {10, 0, 0, 1};
        ClientTally tally = table.tally(client, 0);
        if (tally != null && tally.enter(5) == ClientTally.Entry.ENTERED) {
            entered.incrementAndGet();
        }
    }

    private ClientTally tally(String address, long now) throws Exception {
        return Objects.requireNonNull(table.tally(bytes(address), now));
    }

    private static byte[] bytes(String address) throws Exception {
        return InetAddress.getByName(address).getAddress();
    }

    private static byte[] number(int i) {
        return new byte[] {11, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
    }
}
