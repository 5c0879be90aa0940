package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * One real server of a virtual service.
 *
 * @param address an IP address
 * @param port 1–65535
 * @param weight 0–65535; 0 takes no new clients
 * @param enabled what the administrator says
 * @param critical whether the virtual service is down when this real server is
 * @param agent how its agent is asked, in place of what the virtual service says; null where that holds
 */
public record RealServerConfig(
        String address,
        int port,
        int weight,
        boolean enabled,
        boolean critical,
        @Nullable AgentConfig agent) {
    public static final Setting<String> ADDRESS = Setting.of(
                    "address",
                    "the real server's IP address",
                    "192.0.2.1",
                    "The IP address of the real server.",
                    IpAddress::ofRealServer)
            .required();
    public static final Setting<Integer> PORT =
            Setting.integer("port", 1, 65535, 80, "The TCP port that the real server listens on.");
    public static final Setting<Integer> WEIGHT = Setting.integer(
            "weight",
            0,
            65535,
            1000,
            "The share of new clients compared with the other real servers, where the scheduling method uses weights."
                    + " 0 gives it no new clients.");
    public static final Setting<Boolean> ENABLED = Setting.flag(
            "enabled",
            true,
            "Whether the real server is used. A disabled one gets no new clients, whatever its health.");

    public static final Setting<Boolean> CRITICAL = Setting.flag(
            "critical", false, "Whether the whole virtual service counts as down when this real server is down.");

    /** One that is not critical and has no agent of its own. */
    public RealServerConfig(String address, int port, int weight, boolean enabled) {
        this(address, port, weight, enabled, false, null);
    }

    public RealServerConfig {
        address = ADDRESS.check(address);
        PORT.check(port);
        WEIGHT.check(weight);
    }

    /** {@code address:port}, an IPv6 address in brackets. */
    public String name() {
        return name(address, port);
    }

    static String name(String address, int port) {
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    }

    static RealServerConfig read(Settings settings) {
        RealServerConfig read = new RealServerConfig(
                settings.get(ADDRESS),
                settings.get(PORT),
                settings.get(WEIGHT),
                settings.get(ENABLED),
                settings.get(CRITICAL),
                AgentConfig.readFrom(settings));
        settings.end();
        return read;
    }
}
