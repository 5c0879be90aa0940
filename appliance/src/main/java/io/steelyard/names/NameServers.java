package io.steelyard.names;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name servers that this machine uses, as resolv.conf(5) lists them. */
public final class NameServers {
    private static final Path FILE = Path.of("/etc/resolv.conf");
    private static final Pattern LINE = Pattern.compile("\\s*nameserver\\s+([0-9a-fA-F:.]+(%\\S+)?)\\s*");
    private static final int PORT = 53;

    private NameServers() {}

    /** Those of this machine; the one on this machine itself where it names none, as the C library has it. */
    public static List<InetSocketAddress> ofThisMachine() {
        try {
            return of(Files.readString(FILE));
        } catch (IOException e) {
            return of("");
        }
    }

    static List<InetSocketAddress> of(String text) {
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                add(servers, matcher.group(1));
            }
        }
        return servers.isEmpty()
                ? List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT))
                : List.copyOf(servers);
    }

    /** The line allows no name, so nobody is asked for one; an address that this machine cannot use is passed over. */
    @SuppressWarnings("AddressSelection") // a literal stands for one address
    private static void add(List<InetSocketAddress> servers, String address) {
        if (!address.contains(":") && !address.matches("\\d+(\\.\\d+){3}")) {
            return;
        }
        try {
            servers.add(new InetSocketAddress(InetAddress.getByName(address), PORT));
        } catch (UnknownHostException e) {
            // what the C library does with it too
        }
    }
}
