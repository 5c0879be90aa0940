package io.steelyard.admin;

import com.linecorp.armeria.common.TlsKeyPair;
import com.linecorp.armeria.common.TlsProvider;
import io.steelyard.admin.access.Certificate;
import io.steelyard.admin.access.ServedCertificate;
import org.jspecify.annotations.Nullable;

/** Gives each new connection the certificate of that moment, whatever name it asks for. */
final class AdminTls implements TlsProvider {
    private final ServedCertificate served;

    private volatile @Nullable Given given;

    private record Given(Certificate certificate, TlsKeyPair pair) {}

    AdminTls(ServedCertificate served) {
        this.served = served;
    }

    @Override
    public TlsKeyPair keyPair(String hostname) {
        Certificate now = served.current();
        Given known = given;
        if (known == null || !known.certificate().equals(now)) {
            known = new Given(now, TlsKeyPair.of(now.key(), now.chain()));
            given = known;
        }
        return known.pair();
    }
}
