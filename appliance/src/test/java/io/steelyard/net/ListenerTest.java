package io.steelyard.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a listener does about an address and port that it does not get. */
class ListenerTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Loops loops = new Loops(Transport.best(), 1);
    private final AtomicInteger pauses = new AtomicInteger();

    @AfterEach
    void end() {
        loops.close();
    }

    private static InetSocketAddress addressOf(ServerSocket socket) {
        return new InetSocketAddress(LOOPBACK, socket.getLocalPort());
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_port_that_looks_taken_for_a_moment_is_tried_again() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, LOOPBACK);
                Listener listener = Listener.open(loops, addressOf(other), Connection::abort, () -> close(other))) {
            assertThat(listener.address()).isEqualTo(addressOf(other));
        }
    }

    @Test
    void a_port_that_stays_taken_is_given_up_after_a_few_tries() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, LOOPBACK)) {
            assertThatThrownBy(() -> Listener.open(loops, addressOf(other), Connection::abort, pauses::incrementAndGet))
                    .isInstanceOf(CannotListen.class)
                    .hasMessageContaining("is taken by another process");
        }
        assertThat(pauses).hasValue(9);
    }

    @Test
    void an_address_that_this_machine_does_not_have_is_told_at_once() throws Exception {
        InetAddress documentation = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1});

        assertThatThrownBy(() -> Listener.open(
                        loops, new InetSocketAddress(documentation, 0), Connection::abort, pauses::incrementAndGet))
                .isInstanceOf(CannotListen.class)
                .hasMessageContaining("this machine does not have that address");
        assertThat(pauses).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource({
        "true, Address already in use",
        "true, 'bind(..) failed with error(-98): Address already in use'",
        "false, Permission denied",
        "false, 'bind(..) failed with error(-13): Permission denied'",
        "false, Cannot assign requested address",
        "false, Too many open files",
        "false,"
    })
    void only_a_port_that_is_in_use_looks_taken(boolean taken, String systemSays) {
        CannotListen failure = new CannotListen(new InetSocketAddress(LOOPBACK, 80), new BindException(systemSays));

        assertThat(failure.taken()).isEqualTo(taken);
    }
}
