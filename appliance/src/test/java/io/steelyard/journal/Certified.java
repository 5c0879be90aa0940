package io.steelyard.journal;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;

/**
 * A server's side of TLS, with the authority that it goes back to.
 *
 * @param caFile the authority's certificate in PEM
 */
record Certified(SSLContext server, Path caFile) {

    /** For this host name or IP address, and still valid. */
    static Certified of(String name, Path folder) throws Exception {
        return of(name, folder, Duration.ofDays(10));
    }

    /** @param left how long the certificate is still valid; negative for one that has expired */
    static Certified of(String name, Path folder, Duration left) throws Exception {
        Instant longAgo = Instant.now().minus(Duration.ofDays(100));
        X509Bundle authority = new CertificateBuilder()
                .ecp256()
                .subject("CN=Authority of " + name)
                .notBefore(longAgo)
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        CertificateBuilder builder = new CertificateBuilder()
                .ecp256()
                .subject("CN=" + name)
                .notBefore(longAgo)
                .notAfter(Instant.now().plus(left));
        X509Bundle shown = (name.matches("[0-9.]+") ? builder.addSanIpAddress(name) : builder.addSanDnsName(name))
                .buildIssuedBy(authority);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown.toKeyManagerFactory().getKeyManagers(), null, null);
        Path caFile = Files.createTempFile(folder, "ca", ".pem");
        return new Certified(context, Files.writeString(caFile, authority.getCertificatePEM()));
    }
}
