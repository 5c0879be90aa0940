package io.steelyard.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.X509Bundle;
import io.steelyard.health.Verdict;
import io.steelyard.health.net.ProbeLoop;
import io.steelyard.health.net.TestCertificates;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.ssl.SslConfigurationFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Apache FtpServer. */
class FtpServerTest {
    private static final String HOST = "ftp.surveyor.lab";

    @TempDir
    Path folder;

    private final ProbeLoop loop = new ProbeLoop();
    private FtpServer server;
    private Listener listener;

    @BeforeEach
    void start() throws Exception {
        X509Bundle bundle = TestCertificates.issued(Duration.ofDays(100), HOST);
        Path store = folder.resolve("server.p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            bundle.toKeyStore("secret".toCharArray()).store(out, "secret".toCharArray());
        }
        SslConfigurationFactory ssl = new SslConfigurationFactory();
        ssl.setKeystoreFile(store.toFile());
        ssl.setKeystoreType("PKCS12");
        ssl.setKeystorePassword("secret");
        ListenerFactory listeners = new ListenerFactory();
        listeners.setServerAddress("127.0.0.1");
        listeners.setPort(0);
        listeners.setSslConfiguration(ssl.createSslConfiguration());
        listener = listeners.createListener();
        FtpServerFactory servers = new FtpServerFactory();
        servers.addListener("default", listener);
        server = servers.createServer();
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
        loop.close();
    }

    private Verdict ask(Map<String, ?> settings) throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getPort());
        return loop.probe(Checks.of("ftp", settings), address, (String) null);
    }

    @Test
    void an_ftp_server_is_up_with_its_greeting() throws Exception {
        Verdict verdict = ask(Map.of());

        assertThat(verdict.up()).as(verdict.reason()).isTrue();
        assertThat(verdict.reason()).startsWith("FTP 220 ");
        assertThat(verdict.transcript().sent()).isEqualTo("QUIT\r\n");
    }

    @Test
    void an_ftp_server_goes_over_to_tls_when_asked_and_its_certificate_is_verified() throws Exception {
        Path authority = TestCertificates.write(folder, "ca.pem", TestCertificates.AUTHORITY);
        Map<String, ?> verified =
                Map.of("tls", "starttls", "verify", true, "caFile", authority.toString(), "serverName", HOST);
        Map<String, ?> otherName =
                Map.of("tls", "starttls", "verify", true, "caFile", authority.toString(), "serverName", "other.lab");

        Verdict verdict = ask(verified);

        assertThat(verdict.up()).as(verdict.reason()).isTrue();
        assertThat(verdict.reason()).endsWith(", TLS started");
        assertThat(ask(otherName).reason()).isEqualTo("certificate is for " + HOST + ", not other.lab");
    }
}
