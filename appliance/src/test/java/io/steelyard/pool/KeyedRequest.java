package io.steelyard.pool;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request with everything that may be hashed: an IPv4 address, a target, and the header field X-User. */
record KeyedRequest(
        int client, String target, String user, @Nullable RealServer tried) implements PickRequest {
    KeyedRequest(int client, String target, String user) {
        this(client, target, user, null);
    }

    KeyedRequest after(RealServer failed) {
        return new KeyedRequest(client, target, user, failed);
    }

    @Override
    public byte[] hostBytes() {
        return (target + " " + user).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public int hostStart() {
        return 0;
    }

    @Override
    public int hostEnd() {
        return 0;
    }

    @Override
    public InetSocketAddress clientAddress() {
        return InetSocketAddress.createUnresolved("client.lab", 40_000);
    }

    @Override
    public byte[] clientBytes() {
        return ByteBuffer.allocate(Integer.BYTES).putInt(client).array();
    }

    @Override
    public long path() {
        return Span.of(0, target.indexOf('?'));
    }

    @Override
    public long query() {
        return Span.of(target.indexOf('?') + 1, target.length());
    }

    @Override
    public long field(byte[] lowerCaseName) {
        return new String(lowerCaseName, StandardCharsets.ISO_8859_1).equals("x-user")
                ? Span.of(target.length() + 1, target.length() + 1 + user.length())
                : Span.NONE;
    }
}
