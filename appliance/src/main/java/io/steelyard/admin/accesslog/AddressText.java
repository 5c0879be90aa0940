package io.steelyard.admin.accesslog;

/** Writes IP addresses; version 6 in its shortest form (RFC 5952 section 4). Allocates nothing. */
final class AddressText {
    private static final int GROUPS = 8;
    private static final String HEX = "0123456789abcdef";

    private AddressText() {}

    static void write(byte[] address, LineBuffer out) {
        if (address.length == 4) {
            for (int i = 0; i < 4; i++) {
                if (i > 0) {
                    out.sign('.');
                }
                out.number(address[i] & 0xff);
            }
        } else if (address.length == 2 * GROUPS) {
            version6(address, out);
        } else {
            out.sign('-');
        }
    }

    private static void version6(byte[] address, LineBuffer out) {
        int from = -1;
        int most = 1; // a single zero is not shortened
        for (int group = 0; group < GROUPS; group++) {
            int run = zeros(address, group);
            if (run > most) {
                from = group;
                most = run;
            }
        }
        for (int group = 0; group < GROUPS; group++) {
            if (group == from) {
                out.ascii("::");
                group += most - 1;
            } else {
                if (group > 0 && group != from + most) {
                    out.sign(':');
                }
                hex(group(address, group), out);
            }
        }
    }

    private static int zeros(byte[] address, int from) {
        int group = from;
        while (group < GROUPS && group(address, group) == 0) {
            group++;
        }
        return group - from;
    }

    private static int group(byte[] address, int group) {
        return (address[2 * group] & 0xff) << 8 | (address[2 * group + 1] & 0xff);
    }

    private static void hex(int value, LineBuffer out) {
        boolean begun = false;
        for (int shift = 12; shift >= 0; shift -= 4) {
            int digit = (value >> shift) & 0xf;
            if (digit != 0 || begun || shift == 0) {
                out.sign(HEX.charAt(digit));
                begun = true;
            }
        }
    }
}
