package io.steelyard.l7;

import io.steelyard.net.Connection;
import io.steelyard.net.IpText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * The two ends of a client's connection, in the forms that its requests need again and again: each is made when it is
 * asked for first.
 */
final class ClientEnds {
    private final Connection connection;
    private @Nullable InetSocketAddress remote;
    private @Nullable InetSocketAddress local;
    private byte @Nullable [] peer;
    private byte @Nullable [] bytes;
    private byte @Nullable [] text;
    private byte @Nullable [] node;
    private @Nullable OriginRules judgedBy;
    private boolean trusted;

    ClientEnds(Connection connection) {
        this.connection = connection;
    }

    /** From here on they are what a proxy said that they are. */
    void announced(InetSocketAddress itsRemote, InetSocketAddress itsLocal) {
        peer = peerBytes();
        remote = itsRemote;
        local = itsLocal;
        bytes = null;
        text = null;
        node = null;
        judgedBy = null;
    }

    /** Where the client is. */
    InetSocketAddress remote() {
        return remote == null ? connection.remoteAddress() : remote;
    }

    /** Where it connected to. */
    InetSocketAddress local() {
        return local == null ? connection.localAddress() : local;
    }

    /** An address of 4 or 16 bytes, the port not being known. */
    static InetSocketAddress address(byte[] bytes) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
        }
    }

    /** The client's address, 4 or 16 bytes; one array for all of its requests. */
    byte[] bytes() {
        byte[] known = bytes;
        if (known == null) {
            InetAddress address = remote().getAddress();
            known = address.getAddress();
            bytes = known;
        }
        return known;
    }

    /** The address at the other end of the connection itself, which may be a proxy's. */
    byte[] peerBytes() {
        return peer == null ? bytes() : peer;
    }

    /** The client's address as text, without port. */
    byte[] text() {
        byte[] known = text;
        if (known == null) {
            known = IpText.write(bytes());
            text = known;
        }
        return known;
    }

    /** The client's address as the value of a {@code for} in RFC 7239, quoted where it has colons (section 6.1). */
    byte[] node() {
        byte[] known = node;
        if (known == null) {
            known = ForwardedFields.node(text());
            node = known;
        }
        return known;
    }

    /** Whether the rules say that what this client says of others counts. */
    boolean isTrusted(OriginRules rules) {
        if (rules.trusted().isEmpty()) {
            return false;
        }
        if (judgedBy != rules) {
            judgedBy = rules;
            trusted = rules.trusted().contains(bytes(), bytes().length);
        }
        return trusted;
    }
}
