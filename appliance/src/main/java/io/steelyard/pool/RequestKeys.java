package io.steelyard.pool;

import io.steelyard.config.UriPart;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The keys that scheduling methods and persistence know. */
public final class RequestKeys {
    private RequestKeys() {}

    /**
     * The client's network.
     *
     * @param ipv4Bits 1–32
     * @param ipv6Bits 1–128
     */
    public static RequestKey source(int ipv4Bits, int ipv6Bits) {
        return request -> {
            byte[] address = request.clientBytes();
            if (address.length == 0) {
                return KeyHash.NONE;
            }
            return KeyHash.ofPrefix(address, address.length == 4 ? ipv4Bits : ipv6Bits);
        };
    }

    /** A part of the request's target. An empty path or query is a key like any other. */
    public static RequestKey uri(UriPart part) {
        return switch (part) {
            case PATH -> request -> hash(request, request.path());
            case QUERY -> request -> hash(request, request.query());
            case WHOLE ->
                request -> {
                    long path = request.path();
                    long query = request.query();
                    return hash(request, query == Span.NONE ? path : Span.of(Span.start(path), Span.end(query)));
                };
        };
    }

    /** The value of a header field. */
    public static RequestKey field(String name) {
        byte[] lowerCase = name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        return request -> hash(request, request.field(lowerCase));
    }

    /** The value of a query item. */
    public static RequestKey queryItem(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        return request -> hash(request, request.queryItem(bytes));
    }

    /** The value of a cookie. */
    public static RequestKey cookie(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        return request -> hash(request, request.cookie(bytes));
    }

    /** The host name. */
    public static RequestKey host() {
        return request -> request.hostStart() == request.hostEnd()
                ? KeyHash.NONE
                : KeyHash.ofLowerCase(request.hostBytes(), request.hostStart(), request.hostEnd());
    }

    private static long hash(PickRequest request, long span) {
        return span == Span.NONE ? KeyHash.NONE : KeyHash.of(request.headBytes(), Span.start(span), Span.end(span));
    }
}
