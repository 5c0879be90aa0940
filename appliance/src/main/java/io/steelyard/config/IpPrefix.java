package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * The IP addresses that have their first bits in common, such as {@code 192.0.2.0/24}.
 *
 * @param address the first of them, in its canonical form
 * @param bits how many leading bits count: 0–32 of an IPv4 address, 0–128 of an IPv6 address
 */
public record IpPrefix(String address, int bits) {
    private static final String ALLOWED = "an IP address, or a range of them such as 192.0.2.0/24 or 2001:db8::/32";
    static final int MOST = 256;

    /** A list of them under this key. */
    static Setting<List<IpPrefix>> list(String key, String help) {
        Setting<IpPrefix> element = Setting.of(key, ALLOWED, new IpPrefix("127.0.0.1", 32), help, IpPrefix::of);
        return Setting.list(key, element, MOST, help);
    }

    /** @throws IllegalArgumentException with a sentence that says what is wrong with it */
    static IpPrefix of(String text) {
        int slash = text.indexOf('/');
        String written = slash < 0 ? text : text.substring(0, slash);
        InetAddress literal = IpAddress.literal(written);
        if (literal == null || (literal instanceof Inet4Address && written.indexOf(':') >= 0)) {
            throw new IllegalArgumentException("'" + text + "' is not allowed here, this must be " + ALLOWED);
        }
        byte[] bytes = literal.getAddress();
        int most = bytes.length * Byte.SIZE;
        int bits = slash < 0 ? most : bits(text, text.substring(slash + 1), most);
        byte[] network = network(bytes, bits);
        String first = IpAddress.written(address(network));
        if (!Arrays.equals(network, bytes)) {
            throw new IllegalArgumentException("'" + text + "' has bits set behind the first " + bits
                    + ", did you mean " + first + "/" + bits + "?");
        }
        return new IpPrefix(first, bits);
    }

    private static int bits(String text, String written, int most) {
        int bits = written.matches("0|[1-9][0-9]{0,2}") ? Integer.parseInt(written) : -1;
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not allowed here, behind the slash must be a whole number from 0 to " + most);
        }
        return bits;
    }

    private static byte[] network(byte[] address, int bits) {
        byte[] network = address.clone();
        for (int i = 0; i < network.length; i++) {
            int kept = Math.max(0, Math.min(Byte.SIZE, bits - i * Byte.SIZE));
            network[i] &= (byte) (0xff00 >> kept);
        }
        return network;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not the bytes of an address", e);
        }
    }

    /** The bytes of the first address, 4 or 16. */
    public byte[] network() {
        InetAddress literal = IpAddress.literal(address);
        if (literal == null) {
            throw new IllegalStateException(address + " is no address");
        }
        return literal.getAddress();
    }

    @Override
    public String toString() {
        return address + "/" + bits;
    }
}
