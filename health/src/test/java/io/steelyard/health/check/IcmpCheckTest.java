package io.steelyard.health.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.steelyard.health.DialogueFailure.Kind;
import io.steelyard.health.HealthCheck;
import io.steelyard.health.Target;
import io.steelyard.health.Verdict;
import io.steelyard.health.net.ProbeLoop;
import io.steelyard.health.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IcmpCheckTest {
    private static final Duration SHORT = Duration.ofMillis(700);

    private final ProbeLoop loop = new ProbeLoop();

    @TempDir
    Path folder;

    @AfterEach
    void end() {
        loop.close();
    }

    /** A ping that does what the script says; asked about this machine, it answers. */
    private PingProgram ping(String script) throws IOException {
        Path file = Files.writeString(folder.resolve("ping"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new PingProgram(List.of(folder));
    }

    private static Settings read(PingProgram ping) {
        Settings settings = Settings.of(Map.of(), "check");
        new IcmpCheckKind(ping).create(settings);
        return settings;
    }

    private Verdict probe(PingProgram ping, String address) throws Exception {
        HealthCheck check = new IcmpCheckKind(ping).create(Settings.of(Map.of(), ""));
        InetSocketAddress target = new InetSocketAddress(InetAddress.getByName(address), 1);
        return loop.probe(check, new Target(target, null, SHORT, SHORT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void this_machine_answers_the_ping_of_the_system(String address) throws Exception {
        PingProgram ping = PingProgram.ofTheSystem();
        assumeTrue(ping.obstacle().isEmpty(), "ping of the system (package iputils-ping)");

        Verdict verdict = probe(ping, address);

        assertThat(verdict.reason()).matches("answered the ping in [\\d.]+ ms");
        assertThat(verdict.up()).isTrue();
        assertThat(verdict.transcript().sent()).contains("-n -c 1 -W 1");
        assertThat(verdict.transcript().received()).contains("1 received");
    }

    @Test
    void a_ping_that_does_not_come_back_is_down_when_the_time_is_over_and_its_process_is_ended() throws Exception {
        Path pid = folder.resolve("pid");
        Verdict verdict = probe(
                ping("case $* in *127.0.0.1) exit 0;; esac; echo $$ > " + pid + "; exec tail -f /dev/null"),
                "127.0.0.2");

        assertThat(verdict.reason()).isEqualTo("no answer to the ping within 700ms");
        assertThat(verdict.failure()).isEqualTo(Kind.NO_ANSWER);
        long id = Long.parseLong(Files.readString(pid).strip());
        ProcessHandle.of(id).ifPresent(process -> process.onExit().join());
        assertThat(ProcessHandle.of(id).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
    }

    @Test
    void ten_megabytes_of_garbage_are_neither_kept_nor_waited_for() throws Exception {
        Verdict verdict =
                probe(ping("case $* in *127.0.0.1) exit 0;; esac; exec head -c 10000000 /dev/zero"), "127.0.0.2");

        assertThat(verdict.up()).isFalse();
        assertThat(verdict.transcript().received().length()).isLessThanOrEqualTo(4096);
    }

    @ParameterizedTest
    @CsvSource({
        "0, '64 bytes from 192.0.2.1: icmp_seq=1 ttl=64 time=0.029 ms', answered the ping in 0.029 ms, ",
        "0, '64 bytes from 192.0.2.1: seq=0 ttl=64 time=1.250 ms', answered the ping in 1.250 ms, ",
        "0, '', answered the ping, ",
        "1, '1 packets transmitted, 0 received', no answer to the ping within 700ms, NO_ANSWER",
        "1, 'From 192.0.2.9 icmp_seq=1 Destination Host Unreachable', the ping did not get there: 192.0.2.9 says 'Destination Host Unreachable', UNREACHABLE",
        "1, 'From 192.0.2.9 icmp_seq=1 Time to live exceeded', the ping did not get there: 192.0.2.9 says 'Time to live exceeded', UNREACHABLE",
        "1, 'ping: sendmsg: Operation not permitted', the appliance's own firewall did not let the ping out, OWN",
        "2, 'ping: connect: Network is unreachable', network unreachable, UNREACHABLE",
        "2, 'ping: socket: Operation not permitted', ping failed: ping: socket: Operation not permitted, OWN",
        "2, '', ping failed: it said nothing, OWN"
    })
    void what_ping_says_is_told_in_words(int exit, String output, String reason, @Nullable Kind failure) {
        PingAnswer answer = PingAnswer.read(exit, output, SHORT);

        assertThat(answer.reason()).isEqualTo(reason);
        assertThat(answer.up()).isEqualTo(exit == 0);
        assertThat(answer.failure()).isEqualTo(failure);
    }

    @Test
    void where_ping_is_not_installed_the_configuration_is_refused_with_what_to_install() {
        assertThat(read(new PingProgram(List.of(folder))).problems())
                .singleElement()
                .asString()
                .startsWith("check.type: ")
                .contains("iputils-ping");
    }

    @Test
    void where_pings_may_not_be_sent_the_configuration_is_refused_with_what_to_allow() throws Exception {
        assertThat(read(ping("echo 'ping: socket: Operation not permitted'; exit 2"))
                        .problems())
                .singleElement()
                .asString()
                .contains("'ping: socket: Operation not permitted'", "ping_group_range", "cap_net_raw");
    }

    @Test
    void a_machine_that_does_not_answer_itself_may_send_pings_all_the_same() throws Exception {
        assertThat(read(ping("exit 1")).problems()).isEmpty();
    }

    @Test
    void a_ping_that_cannot_be_run_any_more_is_down_and_says_why() throws Exception {
        PingProgram ping = ping("exit 0");
        HealthCheck check = new IcmpCheckKind(ping).create(Settings.of(Map.of(), ""));
        Files.delete(folder.resolve("ping"));

        Verdict verdict = loop.probe(check, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), SHORT);

        assertThat(verdict.reason()).startsWith("the appliance could not run ping: ");
        assertThat(verdict.failure()).isEqualTo(Kind.OWN);
    }
}
