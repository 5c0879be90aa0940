package io.steelyard.health.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.net.ProbeLoop;
import io.steelyard.health.settings.Settings;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The dns check against dnsmasq, a name server that others made. */
class DnsmasqTest {
    private static final Path PROGRAM = Path.of("/usr/sbin/dnsmasq");

    private static @Nullable Process dnsmasq;
    private static InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(PROGRAM), "dnsmasq (package dnsmasq-base)");
        for (int attempt = 0; attempt < 20 && !running(); attempt++) {
            address = freeInBoth();
            dnsmasq = started(); // and ends where somebody else was faster to take the port
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !running() || answers());
        }
        assertThat(running()).isTrue();
    }

    private static boolean running() {
        return dnsmasq != null && dnsmasq.isAlive();
    }

    /**
     * A port that UDP and TCP have free just now, and that the system gives to nobody who asks for any: it is below those
     * (ip_local_port_range).
     */
    private static InetSocketAddress freeInBoth() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket tcp = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress())) {
                return new InetSocketAddress(udp.getLocalAddress(), udp.getLocalPort());
            } catch (BindException taken) {
                // another one
            }
        }
        throw new IOException("100 ports were all taken");
    }

    private static Process started() throws IOException {
        return new ProcessBuilder(
                        PROGRAM.toString(),
                        "--keep-in-foreground",
                        "--conf-file=/dev/null",
                        "--no-resolv",
                        "--no-hosts",
                        "--user=",
                        "--pid-file=",
                        "--bind-interfaces",
                        "--listen-address=127.0.0.1",
                        "--port=" + address.getPort(),
                        "--local=/lab/",
                        "--host-record=www.lab,192.0.2.7,2001:db8::7",
                        "--mx-host=lab,mail.lab,10",
                        "--txt-record=lab,all is well",
                        "--srv-host=_sip._tcp.lab,sip.lab,5060,1,2",
                        "--txt-record=long.lab," + "x".repeat(250) + "," + "y".repeat(250) + "," + "z".repeat(250))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @AfterAll
    static void stop() {
        if (dnsmasq != null) {
            dnsmasq.destroy();
            dnsmasq.onExit().join();
        }
    }

    /** Whether it is this name server that is there, and not whoever was faster. */
    private static boolean answers() throws Exception {
        return ask(Map.of("name", "www.lab", "recordType", "A")).equals("192.0.2.7 for A www.lab");
    }

    private static String ask(Map<String, ?> written) throws Exception {
        Settings settings = Settings.of(written, "");
        HealthCheck check = new DnsCheckKind().create(settings);
        assertThat(settings.problems()).isEmpty();
        try (ProbeLoop loop = new ProbeLoop()) {
            return loop.probe(check, address, (String) null).reason();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "www.lab, A, 192.0.2.7 for A www.lab",
        "WWW.lab., AAAA, 2001:db8:0:0:0:0:0:7 for AAAA WWW.lab",
        "lab, MX, 10 mail.lab for MX lab",
        "lab, TXT, all is well for TXT lab",
        "_sip._tcp.lab, SRV, 1 2 5060 sip.lab for SRV _sip._tcp.lab",
        "none.lab, A, NXDOMAIN (no such name) for A none.lab",
        "www.lab, MX, NOERROR without a record for MX www.lab",
        "elsewhere.example, A, REFUSED (it does not answer us) for A elsewhere.example"
    })
    void every_answer_is_read_over_udp_and_tcp(String name, String recordType, String reason) throws Exception {
        for (String transport : List.of("udp", "tcp")) {
            assertThat(ask(Map.of("name", name, "recordType", recordType, "transport", transport)))
                    .as(transport)
                    .isEqualTo(reason);
        }
    }

    @Test
    void what_is_too_long_for_a_datagram_is_whole_over_tcp() throws Exception {
        Map<String, Object> settings = new HashMap<>(Map.of("name", "long.lab", "recordType", "TXT"));

        assertThat(ask(settings)).contains("cut short", "set transport to tcp");
        settings.put("transport", "tcp");
        settings.put("expectPattern", "z$");
        assertThat(ask(settings)).startsWith("xxx");
    }
}
