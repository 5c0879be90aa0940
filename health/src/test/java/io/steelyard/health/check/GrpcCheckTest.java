package io.steelyard.health.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.netty.pkitesting.X509Bundle;
import io.steelyard.health.HealthCheck;
import io.steelyard.health.Verdict;
import io.steelyard.health.net.ProbeLoop;
import io.steelyard.health.net.ScriptedServer;
import io.steelyard.health.net.TestCertificates;
import io.steelyard.health.settings.Settings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcCheckTest {
    private static final String SETTINGS = "000000 04 00 00000000";

    private final ProbeLoop loop = new ProbeLoop();
    private final HealthStatusManager health = new HealthStatusManager();

    @AfterEach
    void end() {
        loop.close();
    }

    private static HealthCheck grpc(Map<String, ?> written) {
        Settings settings = Settings.of(written, "");
        HealthCheck check = new GrpcCheckKind().create(settings);
        settings.end();
        assertThat(settings.problems()).isEmpty();
        return check;
    }

    private static NettyServerBuilder builder() {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private Verdict ask(NettyServerBuilder builder, Map<String, ?> settings) throws Exception {
        Server server = builder.build().start();
        try {
            return loop.probe(
                    grpc(settings),
                    (InetSocketAddress) server.getListenSockets().get(0),
                    "grpc.lab");
        } finally {
            server.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
        }
    }

    private Verdict answered(String hex) throws Exception {
        String answer = new String(HexFormat.of().parseHex(hex.replace(" ", "")), ISO_8859_1);
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.send(answer);
            connection.readToTheEnd();
        })) {
            return loop.probe(grpc(Map.of()), server.address(), Duration.ofMillis(500));
        }
    }

    @Test
    void a_server_that_serves_is_up() throws Exception {
        Verdict verdict = ask(builder().addService(health.getHealthService()), Map.of());

        assertThat(verdict.reason()).isEqualTo("gRPC health of the server is SERVING");
        assertThat(verdict.up()).isTrue();
    }

    @Test
    void the_same_goes_inside_tls() throws Exception {
        X509Bundle shown = TestCertificates.issued(Duration.ofDays(100), "grpc.lab");
        NettyServerBuilder builder = builder()
                .sslContext(
                        GrpcSslContexts.configure(io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder.forServer(
                                        shown.toKeyManagerFactory()))
                                .build())
                .addService(health.getHealthService());

        Verdict verdict = ask(builder, Map.of("tls", "implicit"));

        assertThat(verdict.reason()).isEqualTo("gRPC health of the server is SERVING");
        assertThat(verdict.transcript().tlsNanos()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"SERVING, true", "NOT_SERVING, false", "SERVICE_UNKNOWN, false", "UNKNOWN, false"})
    void a_service_of_its_own_is_as_it_says(ServingStatus status, boolean up) throws Exception {
        String name = "shop.v1.Orders" + "s".repeat(150); // longer than one byte can tell
        health.setStatus(name, status);

        Verdict verdict = ask(builder().addService(health.getHealthService()), Map.of("service", name));

        assertThat(verdict.reason()).isEqualTo("gRPC health of service '" + name + "' is " + status);
        assertThat(verdict.up()).isEqualTo(up);
    }

    @Test
    void what_the_server_does_not_know_is_down_in_words() throws Exception {
        assertThat(ask(builder().addService(health.getHealthService()), Map.of("service", "none"))
                        .reason())
                .isEqualTo("gRPC NOT_FOUND: the health service does not know service 'none'");
        assertThat(ask(builder(), Map.of()).reason())
                .isEqualTo("gRPC UNIMPLEMENTED: the server has no health service (grpc.health.v1)");
    }

    @ParameterizedTest
    @CsvSource({
        "485454502f312e3120, 'the answer is not HTTP/2, it begins with ''HTTP/1.1'''",
        "000008 07 00 00000000 00000000 0000000b, 'the answer is not HTTP/2, it begins with ''????????????????'''",
        "SETTINGS 000008 07 00 00000000 00000000 0000000b, the server ends the HTTP/2 connection: ENHANCE_YOUR_CALM",
        "SETTINGS 000004 03 00 00000001 00000007, the server ends the call: REFUSED_STREAM",
        "SETTINGS 000001 01 05 00000001 8d, HTTP 404 instead of a gRPC answer",
        "SETTINGS 000001 01 05 00000001 88, the answer has no gRPC status",
        "SETTINGS 000001 01 05 00000001 be, the answer is not gRPC: it refers to a header that it was not allowed to remember",
        "SETTINGS 000001 01 05 00000001 7f, the answer is not gRPC: its headers break off",
        "SETTINGS 000000 00 01 00000001, HTTP  instead of a gRPC answer",
        "SETTINGS 000000 09 04 00000001, the answer is not gRPC: headers in it go on that have not begun",
        "SETTINGS 000001 00 08 00000001 ff, the answer is not gRPC: a frame of it has more padding than content",
        "SETTINGS 004001 00 00 00000001 ff, the answer is not gRPC: a frame of it is longer than 16384 bytes",
        "SETTINGS 000004 05 00 00000001 00000002, 'the answer is not gRPC: it pushes, which it was not allowed'",
        "SETTINGS 000002 01 00 00000001 8888, the answer was not complete within 500ms"
    })
    void whatever_comes_is_told_in_words(String hex, String reason) throws Exception {
        Verdict verdict = answered(hex.replace("SETTINGS", SETTINGS));

        assertThat(verdict.reason()).isEqualTo(reason);
        assertThat(verdict.up()).isFalse();
    }

    @Test
    void frames_without_end_are_not_read_for_ever() throws Exception {
        assertThat(answered((SETTINGS + "000008 06 00 00000000 0102030405060708").repeat(300))
                        .reason())
                .isEqualTo("the answer did not end within 200 frames");
    }
}
