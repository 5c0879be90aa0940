package io.steelyard.pool.persistence;

import io.steelyard.pool.PickRequest;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.Span;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A request as tests write it down; its parts stand one behind the other. The header field is X-User. */
record TestRequest(
        InetSocketAddress clientAddress,
        String host,
        String target,
        String cookies,
        String user,
        @Nullable RealServer tried)
        implements PickRequest {

    static TestRequest of(String address) {
        try {
            InetSocketAddress client = new InetSocketAddress(InetAddress.getByName(address), 40_000);
            return new TestRequest(client, "", "/", "", "", null);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    TestRequest host(String now) {
        return new TestRequest(clientAddress, now, target, cookies, user, tried);
    }

    TestRequest target(String now) {
        return new TestRequest(clientAddress, host, now, cookies, user, tried);
    }

    TestRequest cookies(String now) {
        return new TestRequest(clientAddress, host, target, now, user, tried);
    }

    TestRequest user(String now) {
        return new TestRequest(clientAddress, host, target, cookies, now, tried);
    }

    TestRequest after(RealServer failed) {
        return new TestRequest(clientAddress, host, target, cookies, user, failed);
    }

    private String all() {
        return host + target + cookies + user;
    }

    private static long span(int start, int length) {
        return Span.of(start, start + length);
    }

    @Override
    public byte[] hostBytes() {
        return all().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public int hostStart() {
        return 0;
    }

    @Override
    public int hostEnd() {
        return host.length();
    }

    @Override
    public long path() {
        int mark = target.indexOf('?');
        return span(host.length(), mark < 0 ? target.length() : mark);
    }

    @Override
    public long query() {
        int mark = target.indexOf('?');
        return mark < 0 ? Span.NONE : span(host.length() + mark + 1, target.length() - mark - 1);
    }

    @Override
    public long queryItem(byte[] name) {
        return pair(host.length() + target.indexOf('?') + 1, target.substring(target.indexOf('?') + 1), "&", name);
    }

    @Override
    public long cookie(byte[] name) {
        return pair(host.length() + target.length(), cookies, "; ", name);
    }

    private static long pair(int start, String pairs, String separator, byte[] name) {
        String begin = new String(name, StandardCharsets.ISO_8859_1) + "=";
        int at = start;
        for (String pair : pairs.split(separator, -1)) {
            if (pair.startsWith(begin)) {
                return span(at + begin.length(), pair.length() - begin.length());
            }
            at += pair.length() + separator.length();
        }
        return Span.NONE;
    }

    @Override
    public long field(byte[] lowerCaseName) {
        int cookiesStart = host.length() + target.length();
        if (Arrays.equals(lowerCaseName, "cookie".getBytes(StandardCharsets.US_ASCII)) && !cookies.isEmpty()) {
            return span(cookiesStart, cookies.length());
        }
        return Arrays.equals(lowerCaseName, "x-user".getBytes(StandardCharsets.US_ASCII)) && !user.isEmpty()
                ? span(cookiesStart + cookies.length(), user.length())
                : Span.NONE;
    }
}
