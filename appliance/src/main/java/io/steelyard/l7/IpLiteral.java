package io.steelyard.l7;

/** An IPv6 address as it stands between brackets in an authority: RFC 3986 section 3.2.2, without a zone. */
final class IpLiteral {
    private static final int GROUPS = 8;
    private static final int GROUP_DIGITS = 4;

    private IpLiteral() {}

    static boolean isIpv6(byte[] bytes, int start, int end) {
        int at = start;
        int groups = 0;
        boolean gap = isGap(bytes, at, end);
        if (gap) {
            at += 2;
        }
        while (at < end) {
            int group = at;
            while (at < end && Ascii.hex(bytes[at]) >= 0) {
                at++;
            }
            if (at < end && bytes[at] == '.') {
                return isIpv4(bytes, group, end) && isWhole(groups + 2, gap);
            }
            if (at == group || at - group > GROUP_DIGITS) {
                return false;
            }
            groups++;
            if (at == end) {
                break;
            }
            if (isGap(bytes, at, end)) {
                if (gap) {
                    return false;
                }
                gap = true;
                at += 2;
            } else if (bytes[at] == ':' && at + 1 < end) {
                at++;
            } else {
                return false;
            }
        }
        return isWhole(groups, gap);
    }

    private static boolean isGap(byte[] bytes, int at, int end) {
        return end - at >= 2 && bytes[at] == ':' && bytes[at + 1] == ':';
    }

    /** A gap stands for at least one group. */
    private static boolean isWhole(int groups, boolean gap) {
        return gap ? groups < GROUPS : groups == GROUPS;
    }

    private static boolean isIpv4(byte[] bytes, int start, int end) {
        int at = start;
        for (int part = 0; part < 4; part++) {
            if (part > 0 && (at == end || bytes[at++] != '.')) {
                return false;
            }
            int first = at;
            int value = 0;
            while (at < end && at - first < 3 && Ascii.isDigit(bytes[at])) {
                value = value * 10 + (bytes[at++] - '0');
            }
            boolean leadingZero = at - first > 1 && bytes[first] == '0';
            if (at == first || value > 255 || leadingZero) {
                return false;
            }
        }
        return at == end;
    }
}
