package io.steelyard.pool.persistence;

import io.steelyard.config.SourcePrefix;
import io.steelyard.pool.PickRequest;
import io.steelyard.pool.Span;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What an administrator sees of a client. Of what may be a secret, such as a session's number, only the beginning is
 * kept. Made once for each new client.
 */
@FunctionalInterface
interface ClientLabel {
    int MOST_SHOWN = 80;
    int SHOWN_OF_SECRETS = 4;

    String of(PickRequest request);

    static ClientLabel network(SourcePrefix prefix) {
        return request -> {
            byte[] address = request.clientBytes().clone();
            int bits = address.length == 4 ? prefix.ipv4() : prefix.ipv6();
            for (int i = 0; i < address.length; i++) {
                int kept = Math.max(0, Math.min(Byte.SIZE, bits - i * Byte.SIZE));
                address[i] &= (byte) (0xff00 >> kept);
            }
            try {
                String text = InetAddress.getByAddress(address).getHostAddress();
                return bits == address.length * Byte.SIZE ? text : text + "/" + bits;
            } catch (UnknownHostException e) {
                return "";
            }
        };
    }

    static ClientLabel host() {
        return request -> text(
                        request.hostBytes(),
                        request.hostStart(),
                        Math.min(request.hostEnd(), request.hostStart() + MOST_SHOWN))
                .toLowerCase(Locale.ROOT);
    }

    static ClientLabel path() {
        return request -> {
            long span = request.path();
            return text(request.headBytes(), Span.start(span), Math.min(Span.end(span), Span.start(span) + MOST_SHOWN));
        };
    }

    static ClientLabel cookie(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        return request -> secret(request.headBytes(), request.cookie(bytes));
    }

    static ClientLabel queryItem(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        return request -> secret(request.headBytes(), request.queryItem(bytes));
    }

    static ClientLabel field(String name) {
        byte[] bytes = name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        return request -> secret(request.headBytes(), request.field(bytes));
    }

    /** The first characters of what stands there. */
    static String secret(byte[] bytes, long span) {
        int start = Span.start(span);
        int end = Span.end(span);
        int shown = Math.min(SHOWN_OF_SECRETS, (end - start) / 2);
        return text(bytes, start, start + shown) + "…";
    }

    private static String text(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }
}
