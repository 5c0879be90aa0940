package io.steelyard.wire;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.StandardConstants;

/** A socket of the loopback address that listens and speaks TLS, with a certificate made for it. */
public final class TlsListening {
    private TlsListening() {}

    /**
     * One on a free port.
     *
     * @param left until its certificate, for this name and signed by itself, expires; negative for one that has expired
     * @param knows the names that may be asked for; who asks for another gets the alert unrecognized_name (RFC 6066,
     *     section 3)
     */
    public static SSLServerSocket with(Duration left, String name, Predicate<String> knows) throws Exception {
        X509Bundle bundle = new CertificateBuilder()
                .ecp256()
                .subject("CN=" + name)
                .addSanDnsName(name)
                .notBefore(Instant.now().minus(Duration.ofDays(400)))
                .notAfter(Instant.now().plus(left))
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(bundle.toKeyManagerFactory().getKeyManagers(), null, null);
        SSLServerSocket socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 100, InetAddress.getLoopbackAddress());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setSNIMatchers(List.of(new KnownNames(knows)));
        socket.setSSLParameters(parameters);
        return socket;
    }

    private static final class KnownNames extends SNIMatcher {
        private final Predicate<String> knows;

        KnownNames(Predicate<String> knows) {
            super(StandardConstants.SNI_HOST_NAME);
            this.knows = knows;
        }

        @Override
        public boolean matches(SNIServerName name) {
            return knows.test(new SNIHostName(name.getEncoded()).getAsciiName());
        }
    }
}
