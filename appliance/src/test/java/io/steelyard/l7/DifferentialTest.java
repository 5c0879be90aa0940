package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.WireEnd;
import io.steelyard.wire.WireMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same requests through Steelyard, HAProxy and nginx, as the distribution has them: where the two others agree with
 * one another and not with us, {@code differences.txt} says why.
 */
class DifferentialTest {
    @RegisterExtension
    final ProxyStage stage = new ProxyStage();

    @TempDir
    Path folder = Path.of(".");

    /** What a real server got to see of one row; nothing where the proxy refused it. */
    private record Seen(List<String> requests) {
        boolean isRefused() {
            return requests.isEmpty();
        }
    }

    /** One row that went through all three. */
    private record Compared(String row, Seen ours, Seen haproxy, Seen nginx) {
        boolean weAloneRefuse() {
            return ours.isRefused() && !haproxy.isRefused() && !nginx.isRefused();
        }

        boolean weAlonePassOn() {
            return !ours.isRefused() && haproxy.isRefused() && nginx.isRefused();
        }

        boolean wePassOnSomethingElse() {
            boolean allPassOn = !ours.isRefused() && !haproxy.isRefused() && !nginx.isRefused();
            return allPassOn && !ours.equals(haproxy) && !ours.equals(nginx);
        }
    }

    @Test
    void where_haproxy_and_nginx_do_otherwise_there_is_a_reason() throws Exception {
        List<Compared> rows = compare();

        assertThat(rows)
                .filteredOn(Compared::weAlonePassOn)
                .as("what only we pass on")
                .isEmpty();
        assertThat(explained())
                .as("rows with a reason")
                .containsAll(rows.stream()
                        .filter(row -> row.weAloneRefuse() || row.wePassOnSomethingElse())
                        .map(Compared::row)
                        .toList());
        assertThat(rows).filteredOn(row -> row.ours().equals(row.haproxy())).hasSizeGreaterThan(rows.size() / 2);
    }

    private List<Compared> compare() throws Exception {
        List<Compared> rows = new ArrayList<>();
        RecordingOrigin behindUs = RecordingOrigin.on(stage.origin());
        int port = stage.proxy().port();
        try (ScriptedOrigin one = ScriptedOrigin.start();
                ScriptedOrigin other = ScriptedOrigin.start();
                Rival haproxy = Rival.haproxy(Files.createDirectory(folder.resolve("haproxy")), one.port());
                Rival nginx = Rival.nginx(Files.createDirectory(folder.resolve("nginx")), other.port())) {
            RecordingOrigin behindHaproxy = RecordingOrigin.on(one);
            RecordingOrigin behindNginx = RecordingOrigin.on(other);
            for (Message row : Message.table("requests.txt")) {
                rows.add(new Compared(
                        row.name(),
                        through(port, behindUs, row),
                        through(haproxy.port(), behindHaproxy, row),
                        through(nginx.port(), behindNginx, row)));
            }
            assertThat(behindUs.violations()).isEmpty();
        }
        return rows;
    }

    private static Seen through(int port, RecordingOrigin origin, Message row) {
        try (WireEnd client = WireEnd.to(port)) {
            client.send(row.text());
            client.finishSending();
            client.rest();
        } catch (IOException reset) {
            // A refusal that threw away what was still being sent; what counts is what went on.
        }
        return new Seen(
                origin.takeReceived().stream().map(DifferentialTest::essence).toList());
    }

    private static String essence(WireMessage request) {
        return request.method() + " " + request.target() + " " + request.values("Host") + " " + request.body();
    }

    private static Set<String> explained() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(DifferentialTest.class.getResourceAsStream("differences.txt"), "differences")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("!"))
                    .collect(Collectors.toSet());
        }
    }
}
