package io.steelyard.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of channels that wait for nothing; that they can wait again is among every transport's promises. */
class WakefulEpollTest {
    @BeforeEach
    void needEpoll() {
        Working.here(Transport.EPOLL_CHANNELS);
    }

    /** Completes when the client has ended its direction, from when on nothing is waited for. */
    private record Resting(Connection connection, CompletableFuture<Void> begun) implements ConnectionHandler {
        @Override
        public void received(ByteBuf data) {
            data.skipBytes(data.readableBytes());
        }

        @Override
        public void writable() {}

        @Override
        public void inputEnded() {
            connection.pauseReading();
            begun.complete(null);
        }

        @Override
        public void closed() {}
    }

    @Test
    void a_connection_that_waits_for_nothing_is_closed_with_its_event_loop() throws Exception {
        CompletableFuture<Void> resting = new CompletableFuture<>();
        try (Socket client = new Socket()) {
            client.setSoTimeout(10_000);
            try (Loops loops = new Loops(Transport.EPOLL_CHANNELS, 1);
                    Listener listener = Listener.open(
                            loops,
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            connection -> connection.handler(new Resting(connection, resting)))) {
                client.connect(listener.address(), 10_000);
                client.shutdownOutput();
                resting.get(10, TimeUnit.SECONDS);
            }

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }
}
