package io.steelyard.admin;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which Host a request to the admin side may name. A web page anywhere can make its own name resolve to this machine
 * and then read the admin side as if it were its own (DNS rebinding); such a request names the foreign host, and that
 * is how it is told apart. An address cannot be rebound, so where the admin side listens on every address, any address
 * is right; elsewhere the loopback ones and the configured one are, and the names that are configured or the machine's.
 */
final class HostRule {
    private final String configured;
    private final @Nullable InetAddress configuredAddress;
    private final boolean everyAddress;
    private final Set<String> names;

    HostRule(String configured) {
        this(configured, Set.of());
    }

    /** @param names in lower case, that are right as well */
    HostRule(String configured, Set<String> names) {
        this.names = Set.copyOf(names);
        this.configured = configured.toLowerCase(Locale.ROOT);
        this.configuredAddress = literal(this.configured);
        this.everyAddress = configuredAddress != null && configuredAddress.isAnyLocalAddress();
    }

    /** Whether a request for this host and perhaps port may be answered. */
    boolean allows(@Nullable String authority) {
        if (authority == null) {
            return false;
        }
        String host = withoutPort(authority.toLowerCase(Locale.ROOT));
        if (host.equals("localhost") || host.equals(configured) || names.contains(host)) {
            return true;
        }
        InetAddress address = literal(host);
        return address != null && (everyAddress || address.isLoopbackAddress() || address.equals(configuredAddress));
    }

    private static String withoutPort(String authority) {
        if (authority.startsWith("[")) {
            int end = authority.indexOf(']');
            return end < 0 ? authority : authority.substring(1, end);
        }
        int colon = authority.indexOf(':');
        return colon < 0 ? authority : authority.substring(0, colon);
    }

    @Nullable
    private static InetAddress literal(String host) {
        return NetUtil.createInetAddressFromIpAddressString(host);
    }
}
