package io.steelyard.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** IP addresses as they are written: version 4 in four decimal numbers, version 6 as RFC 5952 wants it. */
final class IpAddress {
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern V4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern V6_SIGNS = Pattern.compile("(?=.*:)(?!.*[0-9a-fA-F]{5})[0-9a-fA-F:.]{2,45}");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
    private static final Pattern WITH_PORT = Pattern.compile("[0-9.]+:\\d+|\\[.*].*");

    private IpAddress() {}

    /**
     * An address that a socket can be bound to, in its one canonical form.
     *
     * @throws IllegalArgumentException with a sentence that says what is wrong with it
     */
    static String ofListener(String text) {
        return written(parse(text));
    }

    /** The same for an address that can be connected to. */
    static String ofRealServer(String text) {
        if (isName(text)) {
            throw new IllegalArgumentException("'" + text + "' is a name, write the IP address here");
        }
        InetAddress address = parse(text);
        if (address.isAnyLocalAddress()) {
            throw new IllegalArgumentException("'" + text + "' stands for every address, a real server has one");
        }
        return written(address);
    }

    /** Whether this is a host name, and so no address. */
    static boolean isName(String text) {
        return !NUMBERS.matcher(text).matches() && HostName.isValid(text);
    }

    /** Whether only this machine can reach it. */
    static boolean isLoopback(String text) {
        InetAddress address = literal(text);
        return address != null && address.isLoopbackAddress();
    }

    private static InetAddress parse(String text) {
        if (WITH_PORT.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is more than an IP address: write no brackets, and the port under 'port'");
        }
        InetAddress address = literal(text);
        if (address == null) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an IP address, write one such as 192.0.2.10 or 2001:db8::10");
        }
        if (address.isMulticastAddress()) {
            throw new IllegalArgumentException("'" + text + "' is a multicast address, no TCP connection goes there");
        }
        return address;
    }

    /** Asks no name service: the JDK takes what looks like version 4 or has a colon for an address or for nothing. */
    @SuppressWarnings("AddressSelection") // a literal stands for one address
    static @Nullable InetAddress literal(String text) {
        if (!V4.matcher(text).matches() && !V6_SIGNS.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    static String written(InetAddress address) {
        return address instanceof Inet6Address ? shortened(address.getAddress()) : address.getHostAddress();
    }

    /** RFC 5952 section 4: lower case, no leading zeros, "::" for the first of the longest runs of two zeros or more. */
    private static String shortened(byte[] bytes) {
        int[] groups = new int[8];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
        }
        int from = 0;
        int length = 1;
        for (int i = 0; i < groups.length; i++) {
            int run = zeros(groups, i);
            if (run > length) {
                from = i;
                length = run;
            }
        }
        return length < 2
                ? joined(groups, 0, groups.length)
                : joined(groups, 0, from) + "::" + joined(groups, from + length, groups.length);
    }

    private static int zeros(int[] groups, int from) {
        int i = from;
        while (i < groups.length && groups[i] == 0) {
            i++;
        }
        return i - from;
    }

    private static String joined(int[] groups, int from, int to) {
        return Arrays.stream(groups, from, to).mapToObj(Integer::toHexString).collect(Collectors.joining(":"));
    }
}
