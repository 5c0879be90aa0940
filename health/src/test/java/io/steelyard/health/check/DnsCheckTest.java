package io.steelyard.health.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.Verdict;
import io.steelyard.health.net.DatagramServer;
import io.steelyard.health.net.ProbeLoop;
import io.steelyard.health.net.ScriptedServer;
import io.steelyard.health.settings.SettingProblem;
import io.steelyard.health.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DnsCheckTest {
    private static final Map<String, ?> WWW = Map.of("name", "www.surveyor.lab");

    private final ProbeLoop loop = new ProbeLoop();

    @AfterEach
    void end() {
        loop.close();
    }

    private static HealthCheck dns(Map<String, ?> written) {
        Settings settings = Settings.of(written, "");
        HealthCheck check = new DnsCheckKind().create(settings);
        settings.end();
        assertThat(settings.problems()).isEmpty();
        return check;
    }

    private static List<String> problems(Map<String, ?> written) {
        Settings settings = Settings.of(written, "check");
        new DnsCheckKind().create(settings);
        settings.end();
        return settings.problems().stream().map(SettingProblem::toString).toList();
    }

    /** The question with another flags word and these records as its answer. */
    private static byte[] answer(byte[] question, int flags, byte[]... records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(question);
        for (byte[] record : records) {
            out.writeBytes(record);
        }
        byte[] bytes = out.toByteArray();
        ByteBuffer.wrap(bytes).putShort(2, (short) flags).putShort(6, (short) records.length);
        return bytes;
    }

    /** One record whose name points to the question's. */
    private static byte[] record(int type, int... data) {
        ByteBuffer record = ByteBuffer.allocate(12 + data.length);
        record.putShort((short) 0xc00c)
                .putShort((short) type)
                .putShort((short) 1)
                .putInt(60);
        record.putShort((short) data.length);
        for (int value : data) {
            record.put((byte) value);
        }
        return record.array();
    }

    private Verdict askUdp(Map<String, ?> settings, DatagramServer.Script script) throws Exception {
        try (DatagramServer server = new DatagramServer(script)) {
            return loop.probe(dns(settings), server.address(), Duration.ofSeconds(2));
        }
    }

    private Verdict askTcp(ScriptedServer.Script script) throws Exception {
        try (ScriptedServer server = new ScriptedServer(script)) {
            return loop.probe(
                    dns(Map.of("name", "a.lab", "transport", "tcp")), server.address(), Duration.ofMillis(500));
        }
    }

    private static byte[] readQuestion(ScriptedServer.Connection connection) throws IOException {
        byte[] length = connection.in().readNBytes(2);
        return connection.in().readNBytes(ByteBuffer.wrap(length).getShort());
    }

    private static String framed(byte[] message) {
        return new String(new byte[] {(byte) (message.length >> 8), (byte) message.length}, ISO_8859_1)
                + new String(message, ISO_8859_1);
    }

    @Test
    void an_address_is_up_and_named() throws Exception {
        Verdict verdict = askUdp(WWW, question -> List.of(answer(question, 0x8180, record(1, 192, 0, 2, 7))));

        assertThat(verdict.reason()).isEqualTo("192.0.2.7 for A www.surveyor.lab");
        assertThat(verdict.up()).isTrue();
    }

    @Test
    void an_alias_is_no_address() throws Exception {
        Verdict verdict = askUdp(WWW, question -> List.of(answer(question, 0x8180, record(5, 0xc0, 0x0c))));

        assertThat(verdict.reason()).isEqualTo("NOERROR without a record for A www.surveyor.lab");
        assertThat(verdict.up()).isFalse();
    }

    @Test
    void refusals_are_down_in_words() throws Exception {
        assertThat(askUdp(WWW, question -> List.of(answer(question, 0x8183))).reason())
                .isEqualTo("NXDOMAIN (no such name) for A www.surveyor.lab");
        assertThat(askUdp(WWW, question -> List.of(answer(question, 0x8182))).reason())
                .isEqualTo("SERVFAIL (it could not answer) for A www.surveyor.lab");
        assertThat(askUdp(WWW, question -> List.of(answer(question, 0x818b))).reason())
                .isEqualTo("RCODE 11 for A www.surveyor.lab");
    }

    @Test
    void nothing_and_no_such_name_are_up_where_they_are_accepted() throws Exception {
        Map<String, ?> empty = Map.of("name", "a.lab", "accept", "empty");
        Map<String, ?> nxdomain = Map.of("name", "a.lab", "accept", "nxdomain");

        assertThat(askUdp(empty, question -> List.of(answer(question, 0x8180))).up())
                .isTrue();
        assertThat(askUdp(empty, question -> List.of(answer(question, 0x8183))).up())
                .isFalse();
        assertThat(askUdp(nxdomain, question -> List.of(answer(question, 0x8183)))
                        .up())
                .isTrue();
        assertThat(askUdp(nxdomain, question -> List.of(answer(question, 0x8182)))
                        .up())
                .isFalse();
    }

    @Test
    void expected_data_must_be_there_however_it_is_written() throws Exception {
        DatagramServer.Script two = question -> List.of(answer(question, 0x8180, record(28, new int[15]), new byte[0]));
        int[] loopback = new int[16];
        loopback[15] = 1;
        DatagramServer.Script six = question -> List.of(answer(question, 0x8180, record(28, loopback)));

        assertThat(askUdp(Map.of("name", "a.lab", "recordType", "aaaa", "expect", "::1"), six)
                        .up())
                .isTrue();
        assertThat(askUdp(Map.of("name", "a.lab", "recordType", "AAAA", "expect", "::2"), six)
                        .reason())
                .isEqualTo("0:0:0:0:0:0:0:1, not the expected '::2', for AAAA a.lab");
        assertThat(askUdp(Map.of("name", "a.lab", "recordType", "AAAA"), two).up())
                .isFalse();
    }

    @Test
    void a_pattern_must_be_found_in_the_data() throws Exception {
        DatagramServer.Script mail =
                question -> List.of(answer(question, 0x8180, record(15, 0, 10, 2, 'm', 'x', 0xc0, 0x0c)));
        Map<String, ?> settings = Map.of("name", "a.lab", "recordType", "MX", "expectPattern", "^10 mx\\.");

        assertThat(askUdp(settings, mail).reason()).isEqualTo("10 mx.a.lab for MX a.lab");
        assertThat(askUdp(Map.of("name", "a.lab", "recordType", "MX", "expectPattern", "backup"), mail)
                        .reason())
                .isEqualTo("10 mx.a.lab, which does not match backup, for MX a.lab");
    }

    @Test
    void an_answer_that_was_cut_short_says_so() throws Exception {
        assertThat(askUdp(WWW, question -> List.of(answer(question, 0x8380))).reason())
                .isEqualTo("NOERROR without a record for A www.surveyor.lab, in an answer that was cut short"
                        + " (set transport to tcp to have it whole)");
        assertThat(askUdp(WWW, question -> List.of(answer(question, 0x8380, record(1, 192, 0, 2, 7), new byte[3])))
                        .reason())
                .isEqualTo("192.0.2.7 for A www.surveyor.lab, in an answer that was cut short");
    }

    @Test
    void datagrams_with_another_id_or_question_or_that_are_no_answers_are_not_believed() throws Exception {
        Verdict verdict = askUdp(WWW, question -> {
            byte[] good = answer(question, 0x8180, record(1, 192, 0, 2, 7));
            byte[] otherId = good.clone();
            otherId[0] ^= 1;
            byte[] otherName = answer(question, 0x8180, record(1, 192, 0, 2, 9));
            otherName[13] = 'x';
            return List.of(otherId, otherName, question, new byte[5], new byte[0], good);
        });

        assertThat(verdict.reason()).isEqualTo("192.0.2.7 for A www.surveyor.lab");
    }

    @Test
    void when_only_others_came_the_reason_says_what_was_wrong_with_them() throws Exception {
        Verdict verdict = askUdp(WWW, question -> List.of(question));

        assertThat(verdict.reason())
                .isEqualTo("datagrams came, but none that answers, within 2s (the last datagram was not listened to: it"
                        + " is a question itself)");
    }

    @Test
    void tcp_carries_the_same() throws Exception {
        Verdict verdict = askTcp(connection -> {
            connection.send(framed(answer(readQuestion(connection), 0x8180, record(1, 192, 0, 2, 7))));
            connection.readToTheEnd();
        });

        assertThat(verdict.reason()).isEqualTo("192.0.2.7 for A a.lab");
    }

    @Test
    void over_tcp_what_is_no_answer_is_down() throws Exception {
        assertThat(askTcp(connection -> connection.send(framed(readQuestion(connection))))
                        .reason())
                .isEqualTo("what came is no answer to the question: it is a question itself");
        assertThat(askTcp(connection -> connection.send("\0\0")).reason())
                .isEqualTo("what came is no answer to the question: it is shorter than a DNS header");
        assertThat(askTcp(connection -> connection.send("\1")).reason())
                .isEqualTo("closed before the answer was complete");
        assertThat(askTcp(connection -> connection.send("garbage!".repeat(1_250_000)))
                        .reason())
                .startsWith("what came is no answer to the question: ");
        assertThat(askTcp(ScriptedServer.Connection::readToTheEnd).reason()).isEqualTo("no answer within 500ms");
    }

    @Test
    void wrong_settings_are_refused_with_what_is_allowed() {
        assertThat(problems(Map.of())).singleElement().asString().contains("check.name: this is missing");
        assertThat(problems(Map.of("name", "a..b"))).hasSize(1);
        assertThat(problems(Map.of("name", "x".repeat(64)))).hasSize(1);
        assertThat(problems(Map.of("name", "b\u00fccher.lab")))
                .singleElement()
                .asString()
                .contains("xn--");
        assertThat(problems(Map.of("name", "a.lab", "recordType", "AAA")))
                .singleElement()
                .asString()
                .contains("did you mean");
        assertThat(problems(Map.of("name", "a.lab", "recordType", "TYPE65536"))).hasSize(1);
        assertThat(problems(Map.of("name", "a.lab", "accept", "empty", "expect", "192.0.2.1")))
                .containsExactly("check.accept: records are expected, so an answer without any cannot count as up");
        assertThat(problems(Map.of("name", ".", "recordType", "TYPE65"))).isEmpty();
    }
}
