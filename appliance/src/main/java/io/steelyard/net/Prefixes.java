package io.steelyard.net;

import io.steelyard.config.IpPrefix;
import java.util.List;

/** Ranges of IP addresses, ready to be looked into for each client. Immutable. */
public final class Prefixes {
    private final byte[][] networks;
    private final int[] bits;

    private Prefixes(List<IpPrefix> ranges) {
        this.networks = ranges.stream().map(IpPrefix::network).toArray(byte[][]::new);
        this.bits = ranges.stream().mapToInt(IpPrefix::bits).toArray();
    }

    public static Prefixes of(List<IpPrefix> ranges) {
        return new Prefixes(ranges);
    }

    public boolean isEmpty() {
        return networks.length == 0;
    }

    /** @param length of the address that {@code address} begins with, 4 or 16 */
    public boolean contains(byte[] address, int length) {
        for (int i = 0; i < networks.length; i++) {
            if (networks[i].length == length && begins(address, networks[i], bits[i])) {
                return true;
            }
        }
        return false;
    }

    private static boolean begins(byte[] address, byte[] network, int bits) {
        int whole = bits / Byte.SIZE;
        for (int at = 0; at < whole; at++) {
            if (address[at] != network[at]) {
                return false;
            }
        }
        int rest = bits % Byte.SIZE;
        return rest == 0 || ((address[whole] ^ network[whole]) & (0xff00 >> rest) & 0xff) == 0;
    }
}
