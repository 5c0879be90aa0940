package io.steelyard.admin.access;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** A private key with its certificate, and those between that and its authority, its own first. */
public record Certificate(PrivateKey key, List<X509Certificate> chain) {
    public Certificate {
        chain = List.copyOf(chain);
    }

    @Override
    public String toString() {
        return chain.get(0).getSubjectX500Principal().toString();
    }
}
