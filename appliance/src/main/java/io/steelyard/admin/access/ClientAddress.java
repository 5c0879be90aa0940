package io.steelyard.admin.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** The address of a client, for counting. Of version 6 a client has a whole /64 to choose from, so that counts as one. */
final class ClientAddress {
    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    static String counted(InetAddress address) {
        return address instanceof Inet6Address && !address.isLoopbackAddress()
                ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES) + "/64"
                : address.getHostAddress();
    }
}
