package io.steelyard.net;

import io.netty.buffer.ByteBuf;
import io.steelyard.wire.LogTraces;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a loop does with a connection that the other side has reset in the same moment. */
class ResetTest {
    /** Tells when its connection is gone. */
    private static final class Gone implements ConnectionHandler {
        final Connection connection;
        final CompletableFuture<Void> closed = new CompletableFuture<>();

        Gone(Connection connection) {
            this.connection = connection;
            connection.handler(this);
        }

        @Override
        public void received(ByteBuf data) {}

        @Override
        public void writable() {}

        @Override
        public void inputEnded() {
            connection.close();
        }

        @Override
        public void closed() {
            closed.complete(null);
        }
    }

    static Stream<Arguments> waysToEnd() {
        byte[] bytes = new byte[100];
        return Stream.of(Transport.values())
                .flatMap(transport -> Stream.of(
                        way(transport, "finish", Connection::finishWriting),
                        way(transport, "write and finish", connection -> {
                            connection.write(bytes, 0, bytes.length);
                            connection.finishWriting();
                        }),
                        way(transport, "write and close", connection -> {
                            connection.write(bytes, 0, bytes.length);
                            connection.close();
                        }),
                        way(transport, "abort", Connection::abort)));
    }

    private static Arguments way(Transport transport, String name, Consumer<Connection> way) {
        return Arguments.of(transport, name, way);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("waysToEnd")
    void whatever_is_done_with_it_it_is_told_as_closed_and_logs_no_trace(
            Transport transport, String name, Consumer<Connection> way) throws Exception {
        Working.here(transport);
        BlockingQueue<Gone> accepted = new LinkedBlockingQueue<>();
        try (LogTraces traces = LogTraces.watch();
                Loops loops = new Loops(transport, 1);
                Listener listener = Listener.open(
                        loops,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        connection -> accepted.add(new Gone(connection)))) {
            CompletableFuture<Void> reset = new CompletableFuture<>();
            Gone gone;
            try (Socket client = new Socket(
                    InetAddress.getLoopbackAddress(), listener.address().getPort())) {
                gone = accepted.take();
                client.setSoLinger(true, 0); // so that it is reset at the end of this block
                // The loop cannot look at what comes before this has run.
                gone.connection.loop().eventLoop().execute(() -> {
                    reset.orTimeout(10, TimeUnit.SECONDS).join();
                    way.accept(gone.connection);
                });
            }
            reset.complete(null);

            gone.closed.get(10, TimeUnit.SECONDS);
            traces.assertNone();
        }
    }
}
