package io.steelyard.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.steelyard.health.DialogueFailure;
import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.HealthCheckKinds;
import io.steelyard.health.Target;
import io.steelyard.health.Transcript;
import io.steelyard.health.Verdict;
import io.steelyard.health.net.GoodServer;
import io.steelyard.health.net.ProbeLoop;
import io.steelyard.health.net.ScriptedServer;
import io.steelyard.health.net.TestCertificates;
import io.steelyard.health.settings.Settings;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** The contract of every kind that speaks over TCP: whatever the other side does, there is a verdict, in time and in words. */
class EveryKindSurvivesTest {
    private static final Duration SHORT = Duration.ofMillis(250);

    /** Where the other side's end is what is waited for, and not this time's. */
    private static final Duration LONG = Duration.ofSeconds(8);

    private static final String HOST = "www.surveyor.lab";

    private final ProbeLoop loop = new ProbeLoop();
    private final ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    /**
     * @param settings what is written for the check besides its type
     * @param good a server that is up; every answer of it must be needed for that, to its last byte
     * @param bytesSuffice whether any byte at all counts as up, so that garbage does too
     */
    private record Row(String type, Map<String, ?> settings, GoodServer good, boolean bytesSuffice) {
        Row(String type, Map<String, ?> settings, GoodServer good) {
            this(type, settings, good, false);
        }

        HealthCheck check() {
            HealthCheckKind kind = HealthCheckKinds.installed().get(type);
            Settings read = Settings.of(settings, "");
            HealthCheck check = kind.create(read);
            read.end();
            assertThat(read.problems()).isEmpty();
            return check;
        }

        @Override
        public String toString() {
            return type + " " + settings;
        }
    }

    /** One character per byte. */
    private static String bytes(String hex) {
        return new String(HexFormat.of().parseHex(hex.replace(" ", "")), StandardCharsets.ISO_8859_1);
    }

    static Stream<Row> rows() throws Exception {
        return Stream.concat(textRows(), byteRows());
    }

    private static Stream<Row> byteRows() {
        String boundAs = bytes("300c 020102 6107 0a0100 0400 0400");
        String found =
                bytes("300b 020103 6406 0402") + "cn" + bytes("3000") + bytes("300c 020103 6507 0a0100 0400 0400");
        String serving = bytes("000000 04 00 00000000")
                + bytes("000010 01 04 00000001 88 00 0c") + "content-type" + bytes("00")
                + bytes("000007 00 00 00000001 00 00000002 0801")
                + bytes("00000f 01 05 00000001 00 0b") + "grpc-status" + bytes("01") + "0";
        return Stream.of(
                new Row(
                        "grpc",
                        Map.of(),
                        GoodServer.plain().answers(bytes("000005 00 01 00000001 00 00000000"), serving)),
                new Row(
                        "rdp",
                        Map.of(),
                        GoodServer.plain()
                                .answers(
                                        bytes("01000800 03000000"),
                                        bytes("03000013 0ed000001234 00 02 00 0800 02000000"))),
                new Row(
                        "binary",
                        Map.of("send", "ping", "expect", "+PONG is well"),
                        GoodServer.plain().answers("ping", "+PONG is well")),
                new Row(
                        "binary",
                        Map.of("expectPattern", "^SSH-2.0-OpenSSH"),
                        GoodServer.plain().sends("SSH-2.0-OpenSSH")),
                new Row("ldap", Map.of(), GoodServer.plain().answers(bytes("04008000"), boundAs)),
                new Row(
                        "ldap",
                        Map.of("searchBase", "dc=lab"),
                        GoodServer.plain().answers(bytes("04008000"), boundAs).answers("1.1", found)));
    }

    private static Stream<Row> textRows() throws Exception {
        SSLContext tls = TestCertificates.server(TestCertificates.issued(Duration.ofDays(100), HOST));
        Map<String, ?> implicit = Map.of("tls", "implicit");
        Map<String, ?> starttls = Map.of("tls", "starttls");
        String ok = "HTTP/1.1 200 OK\r\n\r\n";
        return Stream.of(
                new Row("http", Map.of(), GoodServer.plain().answers("\r\n\r\n", ok)),
                new Row(
                        "http",
                        Map.of("method", "GET", "body", "well$"),
                        GoodServer.plain().answers("\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwell")),
                new Row("https", Map.of(), GoodServer.tls(tls).answers("\r\n\r\n", ok)),
                new Row("tls", Map.of(), GoodServer.tls(tls)),
                new Row("smtp", Map.of(), GoodServer.plain().sends("220-mail.lab\r\n220 ready\r\n")),
                new Row("smtp", implicit, GoodServer.tls(tls).sends("220 mail.lab\r\n")),
                new Row(
                        "smtp",
                        Map.of("ehlo", "probe.lab", "tls", "starttls"),
                        GoodServer.plain()
                                .sends("220 mail.lab ESMTP\r\n")
                                .answers("EHLO probe.lab\r\n", "250-mail.lab\r\n250 STARTTLS\r\n")
                                .startsTls(tls, "STARTTLS\r\n", "220 go ahead\r\n")),
                new Row("ftp", Map.of(), GoodServer.plain().sends("220-Hello\r\n any text\r\n221 x\r\n220 ready\r\n")),
                new Row(
                        "ftp",
                        starttls,
                        GoodServer.plain().sends("220 ready\r\n").startsTls(tls, "AUTH TLS\r\n", "234 Proceed\r\n")),
                new Row("pop3", Map.of(), GoodServer.plain().sends("+OK ready\r\n")),
                new Row(
                        "pop3",
                        starttls,
                        GoodServer.plain().sends("+OK ready\r\n").startsTls(tls, "STLS\r\n", "+OK begin\r\n")),
                new Row("imap", Map.of(), GoodServer.plain().sends("* OK IMAP4rev1 ready\r\n")),
                new Row(
                        "imap",
                        starttls,
                        GoodServer.plain()
                                .sends("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n")
                                .startsTls(tls, "a1 STARTTLS\r\n", "* NOTE x\r\na1 OK begin\r\n")),
                new Row("nntp", Map.of("expect", "posting"), GoodServer.plain().sends("200 news.lab posting ok\r\n")),
                new Row(
                        "nntp",
                        starttls,
                        GoodServer.plain().sends("201 ready\r\n").startsTls(tls, "STARTTLS\r\n", "382 go\r\n")),
                new Row("telnet", Map.of(), GoodServer.plain().sends("\u00ff"), true),
                new Row("telnet", implicit, GoodServer.tls(tls).sends("\u00ff")),
                new Row(
                        "telnet",
                        Map.of("expect", "login: $"),
                        GoodServer.plain()
                                .sends("\u00ff\u00fd\u0018\u00ff\u00fb\u0003")
                                .answers("\u00ff\u00fc\u0018\u00ff\u00fe\u0003", "news login: ")));
    }

    @BeforeEach
    void listen() {
        log.start();
        root().addAppender(log);
    }

    @AfterEach
    void end() {
        root().detachAppender(log);
        drip.shutdownNow();
        loop.close();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void who_is_good_is_up(Row row) throws Exception {
        try (ScriptedServer server = new ScriptedServer(row.good().script())) {
            Verdict verdict = loop.probe(row.check(), server.address(), HOST);

            assertThat(verdict.up()).as(verdict.reason()).isTrue();
            assertThat(server.takeEnd()).isEqualTo("orderly");
        }
    }

    /** All at once, so that what takes its time takes it only once. */
    @ParameterizedTest
    @MethodSource("rows")
    void every_kind_survives_whatever_the_other_side_does(Row row) throws Exception {
        HealthCheck check = row.check();
        List<ScriptedServer> servers = new ArrayList<>();
        Map<String, CompletionStage<Verdict>> verdicts = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, ScriptedServer.Script> bad :
                    row.good().goneWrong(drip).entrySet()) {
                ScriptedServer server = new ScriptedServer(bad.getValue());
                servers.add(server);
                boolean ends = bad.getKey().toLowerCase(Locale.ROOT).startsWith("resets");
                Target target = target(server.address(), ends ? LONG : SHORT);
                verdicts.put(bad.getKey(), check.probe(target, loop.network()));
            }
            for (Map.Entry<String, CompletionStage<Verdict>> one : verdicts.entrySet()) {
                Verdict verdict = one.getValue().toCompletableFuture().get(10, TimeUnit.SECONDS);
                assertThat(verdict).as(one.getKey()).satisfies(found -> judge(row, one.getKey(), found));
            }
            for (ScriptedServer server : servers) {
                assertThat(server.takeEnd()).isNotEqualTo("null"); // nobody's connection was left open
            }
        } finally {
            for (ScriptedServer server : servers) {
                server.close();
            }
        }
        assertThat(log.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
    }

    private static void judge(Row row, String bad, Verdict verdict) {
        if (!row.bytesSuffice() || !bad.startsWith("sends")) {
            assertThat(verdict.up()).as(verdict.reason()).isFalse();
        }
        if (bad.toLowerCase(Locale.ROOT).startsWith("resets") && !row.bytesSuffice()) {
            assertThat(verdict.failure()).as(verdict.reason()).isEqualTo(DialogueFailure.Kind.RESET);
            assertThat(verdict.reason()).contains("reset");
        }
        assertThat(verdict.reason())
                .isNotBlank()
                .hasSizeLessThan(500)
                .doesNotContain("\n", "\r", "itself failed", "Exception", "null");
        assertThat(verdict.transcript().received().length()).isLessThanOrEqualTo(Transcript.MAX_BYTES);
    }

    private static Target target(InetSocketAddress address, Duration most) {
        return new Target(address, HOST, most, most);
    }
}
