package io.steelyard.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/** Which certificates count. */
final class TrustedBy {
    private TrustedBy() {}

    /** Those that go back to one in this file, in PEM; an empty name stands for those of the Java runtime. */
    static SSLContext file(String name) throws IOException {
        try {
            if (name.isEmpty()) {
                return SSLContext.getDefault();
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            try (InputStream in = Files.newInputStream(Path.of(name))) {
                for (Certificate certificate :
                        CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    store.setCertificateEntry("ca" + store.size(), certificate);
                }
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates in '" + name + "' cannot be used: " + e.getMessage(), e);
        }
    }

    /** A failure to agree on TLS with this server, in words for an administrator; other failures stay as they are. */
    static IOException explained(IOException failure, String server, String caFile) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException refusal) {
                return new IOException(
                        "the certificate that " + server + " shows is not accepted: " + why(refusal, caFile), failure);
            }
        }
        return failure instanceof SSLException
                ? new IOException("no TLS with " + server + ": " + failure.getMessage(), failure)
                : failure;
    }

    private static String why(CertificateException refusal, String caFile) {
        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "it has expired";
            }
            if (cause instanceof CertPathBuilderException || cause instanceof SignatureException) {
                return "it does not go back to one "
                        + (caFile.isEmpty() ? "that the Java runtime trusts" : "in '" + caFile + "'");
            }
        }
        return String.valueOf(refusal.getMessage());
    }
}
