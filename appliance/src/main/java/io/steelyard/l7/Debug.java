package io.steelyard.l7;

import io.steelyard.config.DebugConfig;
import io.steelyard.net.Prefixes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Who is told why a request went where it went. Immutable. */
final class Debug {
    private final byte[] secret;
    private final Prefixes clients;

    private Debug(byte[] secret, Prefixes clients) {
        this.secret = secret;
        this.clients = clients;
    }

    /** Null where nobody is. */
    static @Nullable Debug of(DebugConfig config) {
        return config.isOff()
                ? null
                : new Debug(config.secret().getBytes(StandardCharsets.US_ASCII), Prefixes.of(config.clients()));
    }

    /** Whether the sender of this request is told. Takes as long for a secret that is nearly right as for any other. */
    boolean isFor(Request request) {
        byte[] address = request.clientBytes();
        if (clients.contains(address, address.length)) {
            return true;
        }
        Head head = request.head();
        int field = secret.length == 0 ? -1 : head.find(FieldName.X_STEELYARD_WHY);
        return field >= 0
                && MessageDigest.isEqual(
                        secret, Arrays.copyOfRange(head.bytes, head.valueStart(field), head.valueEnd(field)));
    }
}
