package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.util.List;

/**
 * Where the administrator's page and API listen, to whom, and how. Without users or without TLS they are for this machine
 * only.
 *
 * @param address an IP address of this machine
 * @param port 1–65535; from code also 0, any free one
 * @param hostNames by which browsers may ask for the page, besides its address and the machine's own name; at most
 *     {@value #MAX_HOST_NAMES}
 */
public record AdminConfig(String address, int port, List<String> hostNames, AccessConfig access, AdminTlsConfig tls) {
    static final int MAX_HOST_NAMES = 20;

    public static final Setting<String> ADDRESS = Setting.of(
            "address",
            "an IP address of this machine",
            "127.0.0.1",
            "The IP address that the page and the API listen on. With 127.0.0.1 they can be reached from this machine"
                    + " only.",
            IpAddress::ofListener);
    public static final Setting<Integer> PORT =
            Setting.integer("port", 1, 65535, 8443, "The TCP port that the page and the API listen on.");
    public static final Setting<List<String>> HOST_NAMES = Setting.list(
            "hostNames",
            Setting.of(
                    "hostName",
                    "a host name such as steelyard.example.com",
                    "steelyard.example.com",
                    "One host name.",
                    HostName::of),
            MAX_HOST_NAMES,
            "The names by which browsers ask for the page, besides the address and the machine's own name. Requests for other"
                    + " names are refused, and the certificate that the appliance makes for itself is for these names, too.");

    public AdminConfig {
        address = ADDRESS.check(address);
        if (port != 0) {
            PORT.check(port);
        }
        hostNames = List.copyOf(hostNames);
        if (access.mode() == AccessConfig.Mode.OPEN && !IpAddress.isLoopback(address)) {
            throw new Refusal(
                    AccessConfig.MODE.key(),
                    "open lets everybody in who can reach " + address
                            + ", so it is allowed on a loopback address only, such as 127.0.0.1");
        }
        if (tls.protocol() == AdminTlsConfig.Protocol.HTTP && !IpAddress.isLoopback(address)) {
            throw new Refusal(
                    AdminTlsConfig.PROTOCOL.key(),
                    "http would send passwords to " + address
                            + " over the network as they are, so it is allowed on a loopback address only, such as 127.0.0.1;"
                            + " https needs nothing else, the appliance makes a certificate for itself");
        }
    }

    /** With users, and with TLS off the loopback addresses. */
    public AdminConfig(String address, int port) {
        this(address, port, List.of(), AccessConfig.DEFAULT, AdminTlsConfig.DEFAULT);
    }

    /** For everybody who can reach a loopback address. */
    public static AdminConfig open(String address, int port) {
        AccessConfig open = new AccessConfig(
                AccessConfig.Mode.OPEN,
                AccessConfig.DEFAULT.metrics(),
                AccessConfig.DEFAULT.idle(),
                AccessConfig.DEFAULT.longest());
        return new AdminConfig(address, port, List.of(), open, AdminTlsConfig.DEFAULT);
    }

    /** Whether it is for this machine only. */
    public boolean isLoopback() {
        return IpAddress.isLoopback(address);
    }

    /** Whether everybody who can reach it is an administrator. */
    public boolean isOpen() {
        return access.mode() == AccessConfig.Mode.OPEN;
    }

    /** Whether it speaks TLS. */
    public boolean isTls() {
        return tls.isOn(isLoopback());
    }

    /** Whether everybody may read the metrics. */
    public boolean areMetricsOpen() {
        return switch (access.metrics()) {
            case OPEN -> true;
            case TOKEN -> false;
            case AUTO -> isLoopback();
        };
    }

    static AdminConfig read(Settings settings) {
        String address = settings.get(ADDRESS);
        int port = settings.get(PORT);
        List<String> hostNames = settings.get(HOST_NAMES);
        AccessConfig access = AccessConfig.read(settings);
        AdminTlsConfig tls = AdminTlsConfig.read(settings);
        settings.end();
        try {
            return new AdminConfig(address, port, hostNames, access, tls);
        } catch (Refusal refusal) {
            settings.problem(refusal.key(), refusal.sentence());
            return new AdminConfig(address, port);
        }
    }
}
