package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.steelyard.wire.ThreadedOrigin;
import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Streams of valid and damaged responses through the whole proxy, in random pieces: the client must get what was meant,
 * or see that it did not get it; and whoever asks next, on that connection or another, must get the answer to that.
 */
class ResponseFuzzTest {
    private static final int ROUNDS = 1_500;
    private static final List<String> BODIES =
            List.of("", "ok", "hello, world", "5\r\nhello\r\n0\r\n\r\n", "0\r\n\r\n", "2\r\nok\r\n0\r\nX: y\r\n\r\n");
    private static final List<String> BEFORE =
            List.of("", "", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\n");
    private static final String BEHIND = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nstolen";
    private static final String GOOD = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood";

    @RegisterExtension
    final ProxyStage stage = new ProxyStage();

    /** What the real server answers a request for anything but /good. */
    private record Answer(String stream, SplittableRandom random) {}

    private final AtomicReference<Answer> answer = new AtomicReference<>();
    private ThreadedOrigin origin;

    @BeforeEach
    void startOrigin() throws IOException {
        origin = ThreadedOrigin.start(this::serve);
        stage.serverAt(origin.port());
    }

    @AfterEach
    void endOrigin() throws IOException {
        origin.close();
    }

    private void serve(Socket connection) throws IOException {
        while (ThreadedOrigin.readHead(connection).startsWith("GET /good ")) {
            ThreadedOrigin.send(connection, GOOD);
        }
        Answer given = Objects.requireNonNull(answer.get());
        byte[] bytes = Message.bytes(given.stream());
        SplittableRandom random = given.random().split();
        OutputStream out = connection.getOutputStream();
        for (int from = 0; from < bytes.length; ) {
            int length = Math.min(bytes.length - from, random.nextInt(1, 200));
            out.write(bytes, from, length);
            from += length;
        }
        connection.shutdownOutput();
        ThreadedOrigin.readToTheEnd(connection);
    }

    @Test
    void a_client_gets_what_was_meant_or_sees_that_it_did_not_and_the_next_answer_is_its_own() throws Exception {
        int port = stage.proxy().port();
        Fuzzing.run(Message.table("responses.txt"), ROUNDS, (bytes, random) -> {
            String stream = BEFORE.get(random.nextInt(BEFORE.size()))
                    + Message.text(bytes)
                    + BODIES.get(random.nextInt(BODIES.size()))
                    + (random.nextInt(4) == 0 ? BEHIND : "");
            answer.set(new Answer(stream, random.split()));

            try (WireEnd client = WireEnd.to(port)) {
                boolean open = assertMeant(client, MeantResponse.in(stream));
                assertGood(open ? client : stage.client());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Asks, and says whether the connection can be asked again. */
    private static boolean assertMeant(WireEnd client, MeantResponse meant) throws IOException {
        client.send("GET /fuzz HTTP/1.1\r\nHost: a.example\r\n\r\n");
        try {
            WireMessage response = client.response();
            while (response.status() < 200) {
                response = client.response();
            }
            if (meant instanceof MeantResponse.Whole whole) {
                assertThat(response.status()).isEqualTo(whole.status());
                assertThat(response.body()).isEqualTo(whole.content());
            } else {
                assertThat(response.status()).isEqualTo(502);
            }
            return !response.values("Connection").contains("close");
        } catch (EOFException | SocketException e) {
            if (!(meant instanceof MeantResponse.Cut)) {
                fail("the answer broke off, though it was " + meant, e);
            }
            return false;
        }
    }

    private static void assertGood(WireEnd client) throws IOException {
        WireMessage good = client.ask("GET /good HTTP/1.1\r\nHost: a.example\r\n\r\n");

        assertThat(good.status()).isEqualTo(200);
        assertThat(good.body()).isEqualTo("good");
    }
}
