package io.steelyard.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every transport keeps the promises of {@link Connection}. */
class TransportTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private @Nullable Loops loops;
    private @Nullable Listener listener;

    @AfterEach
    void end() {
        if (listener != null) {
            listener.close();
        }
        if (loops != null) {
            loops.close();
        }
    }

    /** Sends back what it gets, and notes what happens. */
    private static class Echo implements ConnectionHandler {
        final Connection connection;
        final AtomicLong received = new AtomicLong();
        final AtomicInteger ended = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        final AtomicInteger writable = new AtomicInteger();

        Echo(Connection connection) {
            this.connection = connection;
            connection.handler(this);
        }

        @Override
        public void received(ByteBuf data) {
            received.addAndGet(data.readableBytes());
            connection.write(data, data.readerIndex(), data.readableBytes());
            if (!connection.isWritable()) {
                connection.pauseReading();
            }
        }

        @Override
        public void writable() {
            writable.incrementAndGet();
            connection.resumeReading();
        }

        @Override
        public void inputEnded() {
            ended.incrementAndGet();
            connection.close();
        }

        @Override
        public void closed() {
            closed.incrementAndGet();
        }
    }

    private BlockingQueue<Echo> listen(Transport transport) throws CannotListen {
        return listen(transport, LOOPBACK);
    }

    private BlockingQueue<Echo> listen(Transport transport, InetAddress address) throws CannotListen {
        Working.here(transport);
        Loops own = new Loops(transport, 2);
        loops = own;
        BlockingQueue<Echo> accepted = new LinkedBlockingQueue<>();
        listener =
                Listener.open(own, new InetSocketAddress(address, 0), connection -> accepted.add(new Echo(connection)));
        return accepted;
    }

    private Loops loops() {
        return Objects.requireNonNull(loops);
    }

    private Listener listener() {
        return Objects.requireNonNull(listener);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(LOOPBACK, listener().address().getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        return bytes;
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void what_is_received_can_be_sent_back_unchanged_whatever_its_size(Transport transport) throws Exception {
        listen(transport);
        byte[] sent = bytes(3_000_000);

        byte[] back;
        try (Socket client = connect()) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(client, sent));
            back = client.getInputStream().readNBytes(sent.length);
            sending.get(10, TimeUnit.SECONDS);
        }

        assertThat(Arrays.equals(back, sent)).isTrue();
    }

    private static void send(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_client_that_does_not_read_makes_us_stop_reading_and_resumes_where_it_left_off(Transport transport)
            throws Exception {
        BlockingQueue<Echo> accepted = listen(transport);
        byte[] sent = bytes(32_000_000);

        try (Socket client = connect()) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(client, sent));
            Echo echo = next(accepted);
            AtomicLong before = new AtomicLong(-1);
            await().pollInterval(200, TimeUnit.MILLISECONDS)
                    .until(() -> before.getAndSet(echo.received.get()) == echo.received.get());
            assertThat(echo.received.get()).isLessThan(sent.length);
            byte[] back = client.getInputStream().readNBytes(sent.length);
            sending.get(10, TimeUnit.SECONDS);
            assertThat(Arrays.equals(back, sent)).isTrue();
            assertThat(echo.writable.get()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void half_closed_input_is_told_once_and_what_was_written_still_goes_out(Transport transport) throws Exception {
        BlockingQueue<Echo> accepted = listen(transport);

        try (Socket client = connect()) {
            send(client, "good bye".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("good bye");
        }

        Echo echo = next(accepted);
        await().until(() -> echo.closed.get() == 1);
        assertThat(echo.ended.get()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_client_that_ended_its_direction_is_sent_everything_however_slowly_it_reads(Transport transport)
            throws Exception {
        BlockingQueue<Echo> accepted = listen(transport);
        byte[] sent = bytes(12_000_000);

        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(64 * 1024);
            client.setSoTimeout(10_000);
            client.connect(listener().address(), 10_000);
            Connection connection = next(accepted).connection;
            Echo silent = new Echo(connection) {
                @Override
                public void inputEnded() {
                    ended.incrementAndGet();
                }
            };
            client.shutdownOutput();
            await().until(() -> silent.ended.get() == 1);
            onLoop(silent, connection::pauseReading);
            onLoop(silent, () -> {
                connection.write(sent, 0, sent.length);
                connection.finishWriting();
                connection.close();
            });

            assertThat(Arrays.equals(client.getInputStream().readAllBytes(), sent))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void finishing_ends_our_direction_only(Transport transport) throws Exception {
        BlockingQueue<Echo> accepted = listen(transport);

        try (Socket client = connect()) {
            Echo echo = next(accepted);
            onLoop(echo, () -> {
                echo.connection.write("last words".getBytes(StandardCharsets.US_ASCII), 0, 10);
                echo.connection.finishWriting();
            });
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("last words");
            send(client, new byte[100]);
            await().until(() -> echo.received.get() == 100);
            assertThat(echo.closed.get()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aborting_resets_and_is_told_as_closed(Transport transport) throws Exception {
        BlockingQueue<Echo> accepted = listen(transport);

        try (Socket client = connect()) {
            Echo echo = next(accepted);
            onLoop(echo, echo.connection::abort);
            InputStream in = client.getInputStream();
            assertThatThrownBy(in::read).hasMessageContaining("reset");
            await().until(() -> echo.closed.get() == 1);
            assertThat(echo.connection.isOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_reset_by_the_client_is_told_as_closed_once(Transport transport) throws Exception {
        BlockingQueue<Echo> accepted = listen(transport);

        Socket client = connect();
        client.setSoLinger(true, 0);
        Echo echo = next(accepted);
        client.close();

        await().until(() -> echo.closed.get() == 1);
        onLoop(echo, echo.connection::close);
        assertThat(echo.closed.get()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void nothing_is_handed_out_while_reading_is_paused(Transport transport) throws Exception {
        BlockingQueue<Echo> accepted = listen(transport);

        try (Socket client = connect()) {
            Echo echo = next(accepted);
            onLoop(echo, echo.connection::pauseReading);
            send(client, new byte[1000]);
            await().during(200, TimeUnit.MILLISECONDS).until(() -> echo.received.get() == 0);
            onLoop(echo, echo.connection::resumeReading);
            await().until(() -> echo.received.get() == 1000);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void the_addresses_are_those_of_the_two_ends(Transport transport) throws Exception {
        BlockingQueue<Echo> accepted = listen(transport);

        try (Socket client = connect()) {
            Echo echo = next(accepted);
            assertThat(echo.connection.remoteAddress().getPort()).isEqualTo(client.getLocalPort());
            assertThat(echo.connection.remoteAddress().getAddress()).isEqualTo(LOOPBACK);
            assertThat(echo.connection.localAddress().getPort()).isEqualTo(client.getPort());
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void clients_and_real_servers_may_have_ipv6_addresses(Transport transport) throws Exception {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        assumeThat(NetworkInterface.getByInetAddress(loopback))
                .as("this machine has no IPv6 loopback address")
                .isNotNull();
        BlockingQueue<Echo> accepted = listen(transport, loopback);
        CompletableFuture<Connection> opened = new CompletableFuture<>();
        Loop loop = loops().all().get(0);

        loop.eventLoop()
                .execute(() -> transport.connect(loop, listener().address(), 5_000_000_000L, completing(opened)));

        assertThat(opened.get(10, TimeUnit.SECONDS).remoteAddress())
                .isEqualTo(listener().address());
        assertThat(next(accepted).connection.remoteAddress().getAddress()).isEqualTo(loopback);
    }

    private static ConnectHandler completing(CompletableFuture<Connection> opened) {
        return new ConnectHandler() {
            @Override
            public void connected(Connection connection) {
                connection.handler(new Echo(connection));
                opened.complete(connection);
            }

            @Override
            public void failed(ConnectFault fault) {
                opened.completeExceptionally(new IOException(fault.name()));
            }
        };
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_connection_that_is_opened_can_be_written_to_and_read_from(Transport transport) throws Exception {
        BlockingQueue<Echo> accepted = listen(transport);
        CompletableFuture<Connection> opened = new CompletableFuture<>();
        CompletableFuture<Integer> answered = new CompletableFuture<>();
        Loop loop = loops().all().get(0);

        loop.eventLoop()
                .execute(() -> transport.connect(loop, listener().address(), 5_000_000_000L, new ConnectHandler() {
                    @Override
                    public void connected(Connection connection) {
                        connection.handler(new Echo(connection) {
                            @Override
                            public void received(ByteBuf data) {
                                answered.complete(data.readableBytes());
                                connection.close();
                            }
                        });
                        connection.write(new byte[] {1, 2, 3}, 0, 3);
                        opened.complete(connection);
                    }

                    @Override
                    public void failed(ConnectFault fault) {
                        opened.completeExceptionally(new IOException(fault.name()));
                    }
                }));

        assertThat(opened.get(10, TimeUnit.SECONDS).remoteAddress())
                .isEqualTo(listener().address());
        assertThat(answered.get(10, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(accepted.poll(10, TimeUnit.SECONDS)).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void nobody_listening_is_a_refusal(Transport transport) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, LOOPBACK)) {
            port = free.getLocalPort();
        }

        assertThat(faultOf(transport, new InetSocketAddress(LOOPBACK, port))).isEqualTo(ConnectFault.REFUSED);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void no_answer_is_a_timeout(Transport transport) throws Exception {
        // A backlog that is full takes no more: the kernel drops what asks for a connection.
        try (ServerSocket full = new ServerSocket(0, 1, LOOPBACK)) {
            InetSocketAddress address = new InetSocketAddress(LOOPBACK, full.getLocalPort());
            try (Socket first = new Socket();
                    Socket second = new Socket()) {
                first.connect(address, 1000);
                second.connect(address, 1000);
                assertThat(faultOf(transport, address)).isEqualTo(ConnectFault.TIMEOUT);
            }
        }
    }

    private ConnectFault faultOf(Transport transport, InetSocketAddress address) throws Exception {
        Working.here(transport);
        Loops own = new Loops(transport, 1);
        loops = own;
        CompletableFuture<ConnectFault> failed = new CompletableFuture<>();
        Loop loop = loops().all().get(0);
        loop.eventLoop()
                .execute(() -> transport.connect(loop, address, 300_000_000L, new ConnectHandler() {
                    @Override
                    public void connected(Connection connection) {
                        connection.abort();
                        failed.completeExceptionally(new IOException("connected"));
                    }

                    @Override
                    public void failed(ConnectFault fault) {
                        failed.complete(fault);
                    }
                }));
        return failed.get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_taken_port_is_named_with_what_to_do(Transport transport) throws Exception {
        listen(transport);

        assertThatThrownBy(() -> Listener.open(loops(), listener().address(), Connection::abort))
                .isInstanceOf(CannotListen.class)
                .hasMessageContaining("port " + listener().address().getPort())
                .hasMessageContaining("choose another port");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void a_closed_listener_frees_its_port_and_keeps_what_it_accepted(Transport transport) throws Exception {
        BlockingQueue<Echo> accepted = listen(transport);

        try (Socket client = connect()) {
            Echo echo = next(accepted);
            listener().close();
            send(client, new byte[10]);
            await().until(() -> echo.received.get() == 10);
            Listener again = Listener.open(loops(), listener().address(), Connection::abort);
            again.close();
        }
    }

    private static Echo next(BlockingQueue<Echo> accepted) throws InterruptedException {
        return Objects.requireNonNull(accepted.poll(10, TimeUnit.SECONDS));
    }

    private static void onLoop(Echo echo, Runnable action) throws Exception {
        CompletableFuture.runAsync(action, echo.connection.loop().eventLoop()).get(10, TimeUnit.SECONDS);
    }
}
