package io.steelyard.health.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificates are accepted. Who rejects says so with the certificate, so that it can be told what is wrong with
 * it. Which name it is for is not looked at here: whoever shakes hands does, by {@link CertificateFacts#nameMatches}.
 */
public final class ServerTrust extends X509ExtendedTrustManager {
    private static final int LONGEST_CHAIN = 10;

    private final @Nullable X509ExtendedTrustManager judge;

    private ServerTrust(@Nullable X509ExtendedTrustManager judge) {
        this.judge = judge;
    }

    /** Anybody's: the certificate is reported and not judged. */
    public static ServerTrust anybody() {
        return new ServerTrust(null);
    }

    /** Those that lead to an authority the JVM trusts. */
    public static ServerTrust jvm() {
        return new ServerTrust(judge(null));
    }

    /** Those that lead to one of these. */
    public static ServerTrust authorities(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority-" + i, authorities.get(i));
            }
            return new ServerTrust(judge(store));
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalArgumentException("these authorities cannot be trusted: " + e.getMessage(), e);
        }
    }

    boolean verifies() {
        return judge != null;
    }

    /** A certificate was shown that is not accepted. */
    public static final class Untrusted extends CertificateException {
        private static final long serialVersionUID = 1L;
        private final transient X509Certificate certificate;

        Untrusted(X509Certificate certificate, Throwable cause) {
            super(cause.getMessage(), cause);
            this.certificate = certificate;
        }

        public X509Certificate certificate() {
            return certificate;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        if (chain.length > LONGEST_CHAIN) {
            throw new Untrusted(chain[0], new CertificateException("its chain has " + chain.length + " certificates"));
        }
        if (judge != null) {
            try {
                judge.checkServerTrusted(chain, authType, engine);
            } catch (CertificateException e) {
                throw new Untrusted(chain[0], e);
            }
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("probes speak TLS by engine only");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("probes speak TLS by engine only");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("a probe is never a server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("a probe is never a server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("a probe is never a server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge == null ? new X509Certificate[0] : judge.getAcceptedIssuers();
    }

    private static X509ExtendedTrustManager judge(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("this JVM verifies no certificates"));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the trusted authorities cannot be read: " + e.getMessage(), e);
        }
    }
}
