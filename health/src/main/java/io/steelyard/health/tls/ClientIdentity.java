package io.steelyard.health.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * What a probe shows to a real server that asks who it is.
 *
 * @param chain its certificate first, then those that issued it
 * @param key the certificate's private key
 */
public record ClientIdentity(List<X509Certificate> chain, PrivateKey key) {
    private static final char[] NO_PASSWORD = new char[0]; // the store lives in memory only

    public ClientIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("a client certificate is missing");
        }
        if (!chain.get(0).getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
            throw new IllegalArgumentException("the key is " + key.getAlgorithm() + " and the certificate's is "
                    + chain.get(0).getPublicKey().getAlgorithm() + ": they do not belong together");
        }
    }

    KeyManager[] keyManagers() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("probe", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("the client certificate cannot be used: " + e.getMessage(), e);
        }
    }
}
