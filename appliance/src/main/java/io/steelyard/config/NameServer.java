package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name server that is asked for the names of real servers.
 *
 * @param address an IP address
 * @param port 1–65535
 */
public record NameServer(String address, int port) {
    static final int MAX = 8;

    private static final int USUAL_PORT = 53;
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[([^\\[\\]]*)\\]|([^:\\[\\]]*)):(\\d{1,5})");

    public static final Setting<List<NameServer>> SETTING = Setting.list(
            "nameServers",
            Setting.of(
                    "nameServer",
                    "an IP address, with or without a port, such as 192.0.2.53 or 192.0.2.53:5353",
                    new NameServer("192.0.2.53", USUAL_PORT),
                    "One name server.",
                    NameServer::of),
            MAX,
            "The name servers that are asked for real servers given by a name, the first one first. Left out, those of"
                    + " /etc/resolv.conf. A change takes effect at the next start.");

    public NameServer {
        address = IpAddress.ofRealServer(address);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not from 1 to 65535");
        }
    }

    /** Whole text, an IPv6 address with a port in brackets. */
    static NameServer of(String text) {
        Matcher matcher = WITH_PORT.matcher(text);
        if (!matcher.matches()) {
            return new NameServer(text, USUAL_PORT);
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return new NameServer(host, Integer.parseInt(matcher.group(3)));
    }

    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }

    @Override
    public String toString() {
        return RealServerConfig.name(address, port);
    }
}
