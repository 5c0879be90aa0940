package io.steelyard.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What many clients sent is handled in one turn of the loop, and sent on at its end: nothing may get mixed up. */
class ManyInOneTurnTest {
    private static final int CLIENTS = 60;

    /** Sends back what it gets in two pieces, with a mark of its own before, between or behind them. */
    private record Marking(Connection connection, int where) implements ConnectionHandler {
        private static final byte[] MARK = {'#'};

        @Override
        public void received(ByteBuf data) {
            int start = data.readerIndex();
            int first = data.readableBytes() / 2;
            mark(0);
            connection.write(data, start, first);
            mark(1);
            connection.write(data, start + first, data.readableBytes() - first);
            mark(2);
        }

        private void mark(int here) {
            if (where == here) {
                connection.write(MARK, 0, 1);
            }
        }

        @Override
        public void writable() {}

        @Override
        public void inputEnded() {
            connection.close();
        }

        @Override
        public void closed() {}
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void each_client_gets_its_own_bytes_in_their_order(Transport transport) throws Exception {
        Working.here(transport);
        AtomicInteger accepted = new AtomicInteger();
        List<Socket> clients = new ArrayList<>();
        try (Loops loops = new Loops(transport, 1);
                Listener listener = Listener.open(
                        loops,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        connection -> connection.handler(new Marking(connection, accepted.getAndIncrement() % 4)))) {
            CountDownLatch allSent = new CountDownLatch(1);
            loops.all().get(0).eventLoop().execute(() -> awaitQuietly(allSent));
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(sendTo(listener, text(i)));
            }
            allSent.countDown();

            for (int i = 0; i < CLIENTS; i++) {
                assertThat(received(clients.get(i), text(i).length())).isEqualTo(text(i));
            }
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    /** From a few bytes to more than is received at a time. */
    private static String text(int client) {
        Random random = new Random(client);
        int length = client == 7 ? 200_000 : 1 + random.nextInt(client % 2 == 0 ? 20_000 : 70_000);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private static Socket sendTo(Listener listener, String text) throws IOException {
        Socket client =
                new Socket(InetAddress.getLoopbackAddress(), listener.address().getPort());
        client.setSoTimeout(10_000);
        client.setSendBufferSize(1 << 20);
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return client;
    }

    /** What comes back, without the marks. */
    private static String received(Socket client, int length) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] bytes = new byte[8192];
        while (text.length() < length) {
            int count = client.getInputStream().read(bytes);
            assertThat(count).as("more bytes").isPositive();
            text.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1).replace("#", ""));
        }
        return text.toString();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the clients did not send");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
