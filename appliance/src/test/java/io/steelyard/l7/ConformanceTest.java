package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the RFCs ask of a proxy, section by section, seen from outside. Heads by themselves are in {@link HeadParserTest}. */
class ConformanceTest {
    @RegisterExtension
    final ProxyStage stage = new ProxyStage();

    static List<Requirement> rfc9110() {
        return Requirement.table("conformance/rfc9110.txt");
    }

    static List<Requirement> rfc9112() {
        return Requirement.table("conformance/rfc9112.txt");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rfc9110")
    void rfc_9110_is_kept(Requirement row) throws Exception {
        isKept(row);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rfc9112")
    void rfc_9112_is_kept(Requirement row) throws Exception {
        isKept(row);
    }

    private void isKept(Requirement row) throws Exception {
        WireEnd client = stage.client();
        client.send(row.sent());
        if (row.musts("server").contains("sees nothing")) {
            checkClient(row, client);
            assertThat(stage.traffic.serverConnectionsOpened).hasValue(0);
            return;
        }
        WireEnd server = stage.origin().accept();
        if (row.musts("server").contains("sees no whole request")) {
            assertThatThrownBy(server::request).isInstanceOf(IOException.class);
            checkClient(row, client);
            return;
        }
        WireMessage request = server.request();
        for (String must : row.musts("server")) {
            check(must, request);
        }
        server.send(row.answer());
        if (row.answerEnds()) {
            server.close();
        }
        checkClient(row, client);
    }

    /** Each status is that of one more response; what follows it is of that response. */
    private static void checkClient(Requirement row, WireEnd client) throws IOException {
        WireMessage response = null;
        for (String must : row.musts("client")) {
            switch (must) {
                case "is closed" -> assertThat(client.endsOrderly()).isTrue();
                case "is cut off" -> assertThatThrownBy(client::response).isInstanceOf(IOException.class);
                case "stays" -> {
                    client.send("TRACE / HTTP/1.1\r\n");
                    assertThat(client.response().status()).isEqualTo(405);
                }
                default -> response = check(must, row, client, response);
            }
        }
    }

    private static @Nullable WireMessage check(
            String must, Requirement row, WireEnd client, @Nullable WireMessage before) throws IOException {
        if (must.matches("gets \\d+")) {
            boolean headOnly = row.sent().startsWith("HEAD ");
            WireMessage response = headOnly ? client.responseHead() : client.response();
            assertThat(response.firstLine()).startsWith("HTTP/1.1 " + must.substring(5));
            return response;
        }
        if (before == null) {
            throw new IllegalArgumentException("no response yet: " + must);
        }
        check(must, before);
        return before;
    }

    private static void check(String must, WireMessage message) {
        String what = must.substring(must.indexOf(' ') + 1);
        switch (must.substring(0, must.indexOf(' '))) {
            case "line" -> assertThat(message.firstLine()).isEqualTo(what);
            case "lacks" -> assertThat(message.values(what)).as(what).isEmpty();
            case "has" -> hasValues(message, what);
            case "body" -> assertThat(message.body()).isEqualTo(Message.unescape(what));
            case "trailers" -> assertThat(message.trailers()).containsExactly(what.split(" \\| ", -1));
            default -> throw new IllegalArgumentException(must);
        }
    }

    private static void hasValues(WireMessage message, String what) {
        int colon = what.indexOf(':');
        if (colon < 0) {
            assertThat(message.values(what)).as(what).hasSize(1);
        } else {
            assertThat(message.values(what.substring(0, colon)))
                    .as(what)
                    .containsExactly(what.substring(colon + 1).strip().split(" \\| ", -1));
        }
    }
}
