package io.steelyard.admin;

import io.steelyard.pool.PickRequest;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.Span;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request that nobody sent: a host name, a client's address and a target, for questions of the kind "what if". */
final class AskedRequest implements PickRequest {
    private final byte[] bytes;
    private final int hostEnd;
    private final int pathEnd;
    private final byte[] client;

    /** @param target a path, with a query or without */
    AskedRequest(String host, byte[] client, String target) {
        this.bytes = (host + target).getBytes(StandardCharsets.ISO_8859_1);
        this.hostEnd = host.length();
        int mark = target.indexOf('?');
        this.pathEnd = mark < 0 ? bytes.length : hostEnd + mark;
        this.client = client;
    }

    @Override
    public byte[] hostBytes() {
        return bytes;
    }

    @Override
    public int hostStart() {
        return 0;
    }

    @Override
    public int hostEnd() {
        return hostEnd;
    }

    @Override
    public InetSocketAddress clientAddress() {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(client), 0);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("not the bytes of an address", e);
        }
    }

    @Override
    public byte[] clientBytes() {
        return client;
    }

    @Override
    public long path() {
        return Span.of(hostEnd, pathEnd);
    }

    @Override
    public long query() {
        return pathEnd == bytes.length ? Span.NONE : Span.of(pathEnd + 1, bytes.length);
    }

    @Override
    public @Nullable RealServer tried() {
        return null;
    }
}
