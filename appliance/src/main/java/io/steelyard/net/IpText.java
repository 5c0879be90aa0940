package io.steelyard.net;

import java.nio.charset.StandardCharsets;

/**
 * IP addresses as text in bytes, read strictly: version 4 as four decimal numbers without leading zeros, version 6 as
 * RFC 4291 section 2.2 has it, without a zone. Reading allocates nothing.
 */
public final class IpText {
    public static final int V4 = 4;
    public static final int V6 = 16;
    private static final int MOST_CHARS = 45;
    private static final int NOT_READ = 0;

    private IpText() {}

    /**
     * Reads {@code text[start..end)}. A version 4 address in the clothes of version 6 ({@code ::ffff:192.0.2.1}) is the
     * version 4 address, so that there is one way only to name it.
     *
     * @param into at least 16 long; its first bytes become the address
     * @return 4 or 16, how many; 0 where it is no address
     */
    public static int read(byte[] text, int start, int end, byte[] into) {
        if (end - start > MOST_CHARS) {
            return NOT_READ;
        }
        for (int at = start; at < end; at++) {
            if (text[at] == ':') {
                return readV6(text, start, end, into) ? withoutMapping(into) : NOT_READ;
            }
        }
        return readV4(text, start, end, into, 0) ? V4 : NOT_READ;
    }

    private static boolean readV4(byte[] text, int start, int end, byte[] into, int offset) {
        int at = start;
        for (int part = 0; part < V4; part++) {
            if (part > 0 && (at == end || text[at++] != '.')) {
                return false;
            }
            int first = at;
            int value = 0;
            while (at < end && at - first < 3 && text[at] >= '0' && text[at] <= '9') {
                value = value * 10 + (text[at++] - '0');
            }
            boolean leadingZero = at - first > 1 && text[first] == '0';
            if (at == first || value > 255 || leadingZero) {
                return false;
            }
            into[offset + part] = (byte) value;
        }
        return at == end;
    }

    private static boolean readV6(byte[] text, int start, int end, byte[] into) {
        int at = start;
        int filled = 0;
        int gap = -1;
        if (text[at] == ':') {
            if (end - at < 2 || text[at + 1] != ':') {
                return false;
            }
            gap = 0;
            at += 2;
        }
        while (at < end) {
            int group = at;
            int value = 0;
            while (at < end && at - group < 5 && hex(text[at]) >= 0) {
                value = (value << 4) | hex(text[at++]);
            }
            if (at < end && text[at] == '.') {
                if (filled > V6 - V4 || !readV4(text, group, end, into, filled)) {
                    return false;
                }
                filled += V4;
                break;
            }
            if (at == group || at - group > 4 || filled == V6) {
                return false;
            }
            into[filled++] = (byte) (value >> 8);
            into[filled++] = (byte) value;
            if (at == end) {
                break;
            }
            if (text[at++] != ':' || at == end) {
                return false;
            }
            if (text[at] == ':') {
                if (gap >= 0) {
                    return false;
                }
                gap = filled;
                at++;
            }
        }
        return gap < 0 ? filled == V6 : stretch(into, gap, filled);
    }

    /** Puts zeros where the gap is; it stands for one group at least. */
    private static boolean stretch(byte[] into, int gap, int filled) {
        if (filled > V6 - 2) {
            return false;
        }
        int behind = filled - gap;
        System.arraycopy(into, gap, into, V6 - behind, behind);
        for (int at = gap; at < V6 - behind; at++) {
            into[at] = 0;
        }
        return true;
    }

    private static int withoutMapping(byte[] into) {
        for (int at = 0; at < 10; at++) {
            if (into[at] != 0) {
                return V6;
            }
        }
        if (into[10] != -1 || into[11] != -1) {
            return V6;
        }
        System.arraycopy(into, 12, into, 0, V4);
        return V4;
    }

    private static int hex(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /** Writes an address of 4 or 16 bytes, version 6 as RFC 5952 section 4 has it. */
    public static byte[] write(byte[] address) {
        StringBuilder out = new StringBuilder(MOST_CHARS);
        if (address.length == V4) {
            for (int at = 0; at < V4; at++) {
                out.append(at == 0 ? "" : ".").append(address[at] & 0xff);
            }
        } else {
            writeV6(address, out);
        }
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void writeV6(byte[] address, StringBuilder out) {
        int from = -1;
        int longest = 1; // one group of zeros alone is written out
        for (int group = 0; group < 8; group++) {
            int zeros = 0;
            while (group + zeros < 8 && group(address, group + zeros) == 0) {
                zeros++;
            }
            if (zeros > longest) {
                from = group;
                longest = zeros;
            }
        }
        for (int group = 0; group < 8; group++) {
            if (group == from) {
                out.append("::");
                group += longest - 1;
                continue;
            }
            if (group > 0 && group != from + longest) {
                out.append(':');
            }
            out.append(Integer.toHexString(group(address, group)));
        }
    }

    private static int group(byte[] address, int group) {
        return ((address[2 * group] & 0xff) << 8) | (address[2 * group + 1] & 0xff);
    }
}
