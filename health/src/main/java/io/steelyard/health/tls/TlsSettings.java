package io.steelyard.health.tls;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How the probes of one check speak TLS. Costly to make and cheap to use: made once, when the check is. Thread-safe.
 *
 * <p>No session is ever resumed: a resumed one shows no certificate, and would keep a verdict up on one that was
 * replaced or has expired since.
 */
public final class TlsSettings {
    private final SSLContext context;
    private final boolean verifies;
    private final @Nullable String serverName;
    private final TlsVersion minimum;
    private final List<String> protocols;

    /**
     * @param identity what is shown where the real server asks for a client certificate; null for nothing
     * @param serverName what is asked for and verified instead of the target's host name; null for the target's
     * @param minimum the oldest version that is spoken
     * @throws IllegalArgumentException where the identity is of no use
     */
    public TlsSettings(
            ServerTrust trust, @Nullable ClientIdentity identity, @Nullable String serverName, TlsVersion minimum) {
        this.verifies = trust.verifies();
        this.serverName = serverName;
        this.minimum = minimum;
        this.protocols = List.of();
        try {
            context = SSLContext.getInstance("TLS");
            context.init(identity == null ? null : identity.keyManagers(), new TrustManager[] {trust}, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("TLS cannot be spoken with these settings: " + e.getMessage(), e);
        }
    }

    private TlsSettings(TlsSettings other, List<String> protocols) {
        this.context = other.context;
        this.verifies = other.verifies;
        this.serverName = other.serverName;
        this.minimum = other.minimum;
        this.protocols = List.copyOf(protocols);
    }

    /** The same, offering these protocols for what is spoken inside (ALPN, RFC 7301), the best first. */
    public TlsSettings offering(String... applicationProtocols) {
        return new TlsSettings(this, List.of(applicationProtocols));
    }

    /** Whether a certificate that is not trusted, or is for another name, ends the probe. */
    public boolean verifies() {
        return verifies;
    }

    public TlsVersion minimum() {
        return minimum;
    }

    /** The name to ask by: the one set here, else the target's; null where there is neither. */
    public @Nullable String nameFor(@Nullable String host) {
        return serverName != null ? serverName : host;
    }

    /** The client's side of one connection. Asks for the name by SNI, unless it is an IP address (RFC 6066, section 3). */
    public SSLEngine engine(@Nullable String name) {
        SSLEngine engine = context.createSSLEngine(); // without a peer's name, so that nothing is resumed
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(minimum.andNewer());
        SNIServerName sni = name == null ? null : sni(name);
        parameters.setServerNames(sni == null ? List.of() : List.of(sni));
        parameters.setApplicationProtocols(protocols.toArray(String[]::new));
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static @Nullable SNIServerName sni(String name) {
        if (CertificateNames.isIpLiteral(name)) {
            return null;
        }
        try {
            String ascii = IDN.toASCII(name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
            return new SNIHostName(ascii.getBytes(StandardCharsets.US_ASCII)); // as bytes, '_' is let through
        } catch (IllegalArgumentException e) {
            return null; // no name that SNI can carry
        }
    }
}
