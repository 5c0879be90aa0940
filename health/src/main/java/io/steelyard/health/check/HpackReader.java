package io.steelyard.health.check;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one header block (RFC 7541). A probe allows the other side no dynamic table, so that a block stands for itself:
 * whatever refers to an earlier one is a fault.
 */
final class HpackReader {
    private static final int MAX_FIELDS = 200;

    /** The static table (Appendix A), from index 1; values only where it has any. */
    private static final List<String> STATIC = List.of(
            ":authority",
            ":method=GET",
            ":method=POST",
            ":path=/",
            ":path=/index.html",
            ":scheme=http",
            ":scheme=https",
            ":status=200",
            ":status=204",
            ":status=206",
            ":status=304",
            ":status=400",
            ":status=404",
            ":status=500",
            "accept-charset",
            "accept-encoding=gzip, deflate",
            "accept-language",
            "accept-ranges",
            "accept",
            "access-control-allow-origin",
            "age",
            "allow",
            "authorization",
            "cache-control",
            "content-disposition",
            "content-encoding",
            "content-language",
            "content-length",
            "content-location",
            "content-range",
            "content-type",
            "cookie",
            "date",
            "etag",
            "expect",
            "expires",
            "from",
            "host",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "last-modified",
            "link",
            "location",
            "max-forwards",
            "proxy-authenticate",
            "proxy-authorization",
            "range",
            "referer",
            "refresh",
            "retry-after",
            "server",
            "set-cookie",
            "strict-transport-security",
            "transfer-encoding",
            "user-agent",
            "vary",
            "via",
            "www-authenticate");

    private final byte[] block;
    private int at;

    private HpackReader(byte[] block) {
        this.block = block;
    }

    /**
     * The fields of a block, the last of each name.
     *
     * @throws Http2Fault where the block cannot be read
     */
    static Map<String, String> read(byte[] block) {
        HpackReader in = new HpackReader(block);
        Map<String, String> fields = new LinkedHashMap<>();
        for (int count = 0; in.at < block.length; count++) {
            if (count == MAX_FIELDS) {
                throw new Http2Fault("it has more than " + MAX_FIELDS + " header fields");
            }
            in.field(fields);
        }
        return fields;
    }

    private void field(Map<String, String> fields) {
        int first = block[at] & 0xff;
        if (first >= 0x80) {
            String[] known = known(number(7));
            fields.put(known[0], known.length > 1 ? known[1] : "");
        } else if (first >= 0x20 && first < 0x40) {
            if (number(5) != 0) {
                throw new Http2Fault("it uses a header table that it was not allowed");
            }
        } else {
            int index = number(first >= 0x40 ? 6 : 4);
            String name = index == 0 ? string() : known(index)[0];
            fields.put(name, string());
        }
    }

    private static String[] known(int index) {
        if (index < 1 || index > STATIC.size()) {
            throw new Http2Fault("it refers to a header that it was not allowed to remember");
        }
        return STATIC.get(index - 1).split("=", 2);
    }

    private String string() {
        boolean huffman = at < block.length && (block[at] & 0x80) != 0;
        int length = number(7);
        if (length > block.length - at) {
            throw new Http2Fault("its headers break off");
        }
        int from = at;
        at += length;
        return huffman
                ? HpackHuffman.decode(block, from, length)
                : new String(block, from, length, StandardCharsets.ISO_8859_1);
    }

    /** A number that begins in the lowest bits of the next byte (5.1). */
    private int number(int prefixBits) {
        int most = (1 << prefixBits) - 1;
        int value = next() & most;
        if (value < most) {
            return value;
        }
        int shift = 0;
        int more;
        do {
            more = next();
            value += (more & 0x7f) << shift;
            shift += 7;
        } while ((more & 0x80) != 0 && shift <= 14);
        if ((more & 0x80) != 0) {
            throw new Http2Fault("a number in its headers is too great");
        }
        return value;
    }

    private int next() {
        if (at >= block.length) {
            throw new Http2Fault("its headers break off");
        }
        return block[at++] & 0xff;
    }
}
