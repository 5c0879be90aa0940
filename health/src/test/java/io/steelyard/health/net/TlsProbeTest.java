package io.steelyard.health.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.X509Bundle;
import io.steelyard.health.Conversation;
import io.steelyard.health.Ending;
import io.steelyard.health.HealthCheck;
import io.steelyard.health.Target;
import io.steelyard.health.Verdict;
import io.steelyard.health.tls.CertificateFacts;
import io.steelyard.health.tls.ClientIdentity;
import io.steelyard.health.tls.ServerTrust;
import io.steelyard.health.tls.TlsSettings;
import io.steelyard.health.tls.TlsVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsProbeTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Duration YEAR = Duration.ofDays(365).plusHours(1);
    private static final String HOST = "www.surveyor.lab";

    private final ProbeLoop loop = new ProbeLoop();

    @AfterEach
    void end() {
        loop.close();
    }

    private static TlsSettings verifying() {
        return new TlsSettings(ServerTrust.authorities(TestCertificates.authorities()), null, null, TlsVersion.TLS_1_2);
    }

    private static TlsSettings unverified() {
        return new TlsSettings(ServerTrust.anybody(), null, null, TlsVersion.TLS_1_2);
    }

    private static HealthCheck line(TlsSettings tls) {
        return (target, network) -> network.tls(target, tls, readingALine());
    }

    private static Conversation readingALine() {
        return dialogue -> {
            dialogue.send("hello\r\n".getBytes(StandardCharsets.ISO_8859_1));
            return dialogue.receive(Ending.after("\r\n"), 1000)
                    .thenApply(bytes -> dialogue.up(new String(bytes, StandardCharsets.ISO_8859_1).strip()));
        };
    }

    private static ScriptedServer greeting(X509Bundle shown) throws Exception {
        return ScriptedServer.tls(TestCertificates.server(shown), connection -> {
            connection.readLine();
            connection.send("welcome\r\n");
            connection.readToTheEnd();
        });
    }

    private Verdict ask(TlsSettings tls, X509Bundle shown) throws Exception {
        try (ScriptedServer server = greeting(shown)) {
            return loop.probe(line(tls), server.address(), HOST);
        }
    }

    private static CertificateFacts facts(Verdict verdict) {
        return Objects.requireNonNull(verdict.transcript().certificate());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_verified_conversation_is_held_inside_and_ends_in_order(boolean epoll) throws Exception {
        try (ProbeLoop own = new ProbeLoop(epoll);
                ScriptedServer server = greeting(TestCertificates.issued(YEAR, HOST))) {
            Verdict verdict = own.probe(line(verifying()), server.address(), HOST);

            assertThat(verdict.reason()).isEqualTo("welcome");
            assertThat(verdict.up()).isTrue();
            assertThat(verdict.transcript().sent()).isEqualTo("hello\r\n");
            assertThat(verdict.transcript().tlsNanos())
                    .isBetween(
                            verdict.transcript().connectedNanos(),
                            verdict.transcript().firstByteNanos());
            assertThat(server.takeEnd()).isEqualTo("orderly");
        }
    }

    @Test
    void what_was_shown_is_reported() throws Exception {
        CertificateFacts facts = facts(ask(verifying(), TestCertificates.issued(YEAR, "a.lab", HOST)));

        assertThat(facts.subject()).isEqualTo("CN=a.lab");
        assertThat(facts.names()).containsExactly("a.lab", HOST);
        assertThat(facts.daysLeft()).isEqualTo(365);
        assertThat(facts.selfSigned()).isFalse();
        assertThat(facts.nameMatches()).isTrue();
    }

    @Test
    void a_certificate_that_soon_expires_is_up_and_says_so() throws Exception {
        Verdict verdict = ask(verifying(), TestCertificates.issued(Duration.ofHours(12 * 24 + 1), HOST));

        assertThat(verdict.up()).isTrue();
        assertThat(verdict.reason()).isEqualTo("welcome, certificate expires in 12 days");
    }

    @Test
    void unverified_an_expired_certificate_is_up_and_says_so() throws Exception {
        X509Bundle expired = TestCertificates.issued(Duration.ofHours(-3 * 24 - 1), HOST);

        assertThat(ask(unverified(), expired))
                .extracting(Verdict::up, Verdict::reason)
                .containsExactly(true, "welcome, certificate expired 3 days ago");
        assertThat(ask(verifying(), expired))
                .extracting(Verdict::up, Verdict::reason)
                .containsExactly(false, "certificate expired 3 days ago");
    }

    @Test
    void a_certificate_for_another_name_is_down_when_verified() throws Exception {
        X509Bundle other = TestCertificates.issued(YEAR, "a.example");

        Verdict verdict = ask(verifying(), other);

        assertThat(verdict.reason()).isEqualTo("certificate is for a.example, not " + HOST);
        assertThat(verdict.up()).isFalse();
        assertThat(facts(verdict).nameMatches()).isFalse();
        assertThat(facts(ask(unverified(), other)).nameMatches()).isFalse();
    }

    @Test
    void who_is_trusted_by_nobody_is_down_when_verified_with_the_evidence() throws Exception {
        Verdict selfSigned = ask(verifying(), TestCertificates.selfSigned(YEAR, HOST));
        assertThat(selfSigned.reason()).isEqualTo("certificate is self-signed and is no trusted authority's");
        assertThat(facts(selfSigned).selfSigned()).isTrue();

        TlsSettings other = new TlsSettings(
                ServerTrust.authorities(List.of(TestCertificates.OTHER_AUTHORITY.getCertificate())),
                null,
                null,
                TlsVersion.TLS_1_2);
        assertThat(ask(other, TestCertificates.issued(YEAR, HOST)).reason())
                .isEqualTo("certificate was issued by nobody who is trusted");
        TlsSettings jvm = new TlsSettings(ServerTrust.jvm(), null, null, TlsVersion.TLS_1_2);
        assertThat(ask(jvm, TestCertificates.issued(YEAR, HOST)).reason())
                .isEqualTo("certificate was issued by nobody who is trusted");
    }

    @Test
    void without_a_host_name_the_address_is_verified() throws Exception {
        try (ScriptedServer server = greeting(TestCertificates.issued(YEAR, "127.0.0.1"));
                ScriptedServer other = greeting(TestCertificates.issued(YEAR, HOST))) {
            assertThat(loop.probe(line(verifying()), server.address(), (String) null)
                            .up())
                    .isTrue();
            assertThat(loop.probe(line(verifying()), other.address(), (String) null)
                            .reason())
                    .isEqualTo("certificate is for " + HOST + ", not 127.0.0.1");
        }
    }

    @Test
    void a_client_certificate_is_shown_and_one_that_is_missing_is_told_of() throws Exception {
        X509Bundle client = TestCertificates.client();
        ClientIdentity identity = new ClientIdentity(
                List.of(client.getCertificate()), client.getKeyPair().getPrivate());
        SSLContext context = TestCertificates.server(TestCertificates.issued(YEAR, HOST));
        for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
            try (ScriptedServer server = ScriptedServer.tls(context, connection -> {
                SSLSocket socket = (SSLSocket) connection.socket();
                socket.setEnabledProtocols(new String[] {protocol});
                socket.setNeedClientAuth(true);
                connection.readLine();
                connection.send("welcome\r\n");
                connection.readToTheEnd();
            })) {
                TlsSettings showing = new TlsSettings(ServerTrust.anybody(), identity, null, TlsVersion.TLS_1_2);

                assertThat(loop.probe(line(showing), server.address(), HOST).reason())
                        .isEqualTo("welcome");
                assertThat(loop.probe(line(unverified()), server.address(), HOST)
                                .reason())
                        .startsWith("the server refused TLS: it wants a client certificate");
            }
        }
    }

    @Test
    void a_server_too_old_is_refused_in_words() throws Exception {
        SSLContext context = TestCertificates.server(TestCertificates.issued(YEAR, HOST));
        TlsSettings newest = new TlsSettings(ServerTrust.anybody(), null, null, TlsVersion.TLS_1_3);
        try (ScriptedServer server = ScriptedServer.tls(context, connection -> {
            ((SSLSocket) connection.socket()).setEnabledProtocols(new String[] {"TLSv1.2"});
            connection.readLine();
        })) {
            assertThat(loop.probe(line(newest), server.address(), HOST).reason())
                    .isEqualTo("the server refused TLS: protocol version");
        }
    }

    @Test
    void what_is_no_tls_is_told_as_such() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> connection.send("220 hello\r\n".repeat(10)))) {
            assertThat(loop.probe(line(unverified()), server.address(), HOST).reason())
                    .isEqualTo("the answer is not TLS");
        }
    }

    @Test
    void a_handshake_that_never_ends_is_down_when_the_time_to_connect_is_over() throws Exception {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer.Connection::readToTheEnd)) {
            Verdict verdict = loop.probe(line(unverified()), new Target(server.address(), HOST, SHORT, AMPLE));

            assertThat(verdict.reason()).isEqualTo("the TLS handshake was not complete within 300ms");
            assertThat(verdict.transcript().connectedNanos()).isNotNegative();
            assertThat(verdict.transcript().tlsNanos()).isEqualTo(-1);
        }
    }

    @Test
    void an_end_during_the_handshake_is_down() throws Exception {
        try (ScriptedServer closing =
                        new ScriptedServer(connection -> connection.in().read(new byte[5000]));
                ScriptedServer resetting = new ScriptedServer(connection -> {
                    connection.in().read();
                    connection.reset();
                })) {
            assertThat(loop.probe(line(unverified()), closing.address(), HOST).reason())
                    .isEqualTo("closed during the TLS handshake");
            assertThat(loop.probe(line(unverified()), resetting.address(), HOST).reason())
                    .isEqualTo("connection reset during the TLS handshake");
        }
    }

    private static HealthCheck startingTls() {
        return (target, network) -> network.tcp(
                target,
                dialogue -> dialogue.receive(Ending.after("\r\n"), 100)
                        .thenCompose(ready -> dialogue.startTls(unverified()))
                        .thenCompose(facts -> readingALine().hold(dialogue)));
    }

    @Test
    void a_conversation_can_go_over_to_tls() throws Exception {
        SSLContext context = TestCertificates.server(TestCertificates.issued(YEAR, HOST));
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.send("ready\r\n");
            ScriptedServer.Connection inside = connection.startTls(context);
            inside.readLine();
            inside.send("welcome\r\n");
            inside.readToTheEnd();
        })) {
            Verdict verdict = loop.probe(startingTls(), server.address(), HOST);

            assertThat(verdict.reason()).isEqualTo("welcome");
            assertThat(verdict.transcript().received()).isEqualTo("ready\r\nwelcome\r\n");
            assertThat(facts(verdict).nameMatches()).isTrue();
        }
    }

    @Test
    void bytes_sent_ahead_of_the_handshake_are_never_taken_for_what_comes_inside() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.send("ready\r\nwelcome\r\n");
            connection.readToTheEnd();
        })) {
            assertThat(loop.probe(startingTls(), server.address(), HOST).reason())
                    .isEqualTo("the server sent more than its answer before the TLS handshake");
        }
    }

    @Test
    void a_handshake_begun_late_ends_with_the_time_to_answer() throws Exception {
        try (ScriptedServer server = new ScriptedServer(connection -> {
            connection.send("ready\r\n");
            connection.readToTheEnd();
        })) {
            assertThat(loop.probe(startingTls(), server.address(), SHORT).reason())
                    .isEqualTo("the answer was not complete within 300ms");
        }
    }

    @Test
    void nothing_is_resumed_so_that_every_probe_sees_the_certificate_of_the_day() throws Exception {
        TlsSettings tls = verifying();
        SSLContext context = TestCertificates.server(TestCertificates.issued(YEAR, HOST));
        java.util.List<byte[]> sessions = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (ScriptedServer server = ScriptedServer.tls(context, connection -> {
            connection.readLine();
            sessions.add(((SSLSocket) connection.socket()).getSession().getId());
            connection.send("welcome\r\n");
            connection.readToTheEnd();
        })) {
            loop.probe(line(tls), server.address(), HOST);
            loop.probe(line(tls), server.address(), HOST);

            assertThat(sessions).hasSize(2);
            assertThat(sessions.get(0)).isNotEqualTo(sessions.get(1));
        }
    }

    @Test
    void a_conversation_that_asks_nothing_has_its_verdict_when_the_handshake_is_done() throws Exception {
        HealthCheck nothing = (target, network) ->
                network.tls(target, verifying(), dialogue -> CompletableFuture.completedFuture(dialogue.up("TLS")));
        try (ScriptedServer server = greeting(TestCertificates.issued(YEAR, HOST))) {
            assertThat(loop.probe(nothing, server.address(), HOST).reason()).isEqualTo("TLS");
            assertThat(server.takeEnd()).isEqualTo("orderly");
        }
    }
}
