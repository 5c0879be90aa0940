package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One virtual service with everything configured on it.
 *
 * @param name unique among the virtual services; 1–64 letters, digits, dots, hyphens and underscores
 * @param address the IP address that clients talk to
 * @param port 1–65535; from code also 0, any free one
 * @param healthChecks none leaves the real servers unchecked and in use
 * @param realServers none twice; none at all answers every request with 503
 */
public record VirtualServiceConfig(
        String name,
        String address,
        int port,
        Protocol type,
        Scheduling scheduling,
        HealthTimes health,
        List<HealthCheckConfig> healthChecks,
        List<RealServerConfig> realServers,
        HttpConfig http,
        AvailabilityConfig availability,
        DistributionConfig distribution) {
    private static final Pattern NAME_FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String NAME_ALLOWED =
            "a name of at most 64 letters, digits, dots, hyphens and underscores, a letter or digit first";

    public static final Setting<String> NAME = Setting.of(
                    "name",
                    NAME_ALLOWED,
                    "unnamed",
                    "The name that the page, the logs and the metrics show. No two virtual services have the same.",
                    VirtualServiceConfig::nameOf)
            .required();
    public static final Setting<String> ADDRESS = Setting.of(
                    "address",
                    "an IP address of this machine, or 0.0.0.0 for all of them",
                    "0.0.0.0",
                    "The IP address that clients talk to. 0.0.0.0 stands for every address of this machine.",
                    IpAddress::ofListener)
            .required();
    public static final Setting<Integer> PORT = Setting.integer("port", 1, 65535, 80, "The port that clients talk to.")
            .required();
    public static final Setting<Protocol> TYPE = Setting.of(
            "type",
            "http",
            Protocol.HTTP,
            "What the virtual service speaks. With http, requests are read one by one, and each goes to a real server"
                    + " that can answer it.",
            Protocol::of);
    public static final Setting<Scheduling> SCHEDULING = Setting.choice(
            "scheduling",
            Scheduling.class,
            Scheduling.ROUND_ROBIN,
            "How the next real server is chosen: each in turn, by weight, by how much each has to do, by how quickly"
                    + " each answers, or by what the request asks for.");

    static final int MAX_HEALTH_CHECKS = 16;
    public static final int MAX_REAL_SERVERS = 1000;

    public VirtualServiceConfig {
        NAME.check(name);
        address = ADDRESS.check(address);
        if (port != 0) {
            PORT.check(port);
        }
        healthChecks = List.copyOf(healthChecks);
        realServers = List.copyOf(realServers);
        Duplicates names = new Duplicates();
        for (int i = 0; i < realServers.size(); i++) {
            names.check(realServers.get(i).name(), "realServers[" + i + "]");
        }
        checkRedirects(address, port, availability.whenAllDown(), http.answers().redirectHttp());
    }

    private static void checkRedirects(
            String address, int port, AllDownConfig whenAllDown, @Nullable RedirectHttpConfig redirectHttp) {
        Refusal loop = port == 0 ? null : RedirectLoops.find(address, port, whenAllDown, redirectHttp);
        if (loop != null) {
            throw loop;
        }
    }

    /** The same with other real servers. */
    public VirtualServiceConfig withRealServers(List<RealServerConfig> others) {
        return new VirtualServiceConfig(
                name, address, port, type, scheduling, health, healthChecks, others, http, availability, distribution);
    }

    public TimeoutConfig timeouts() {
        return http.timeouts();
    }

    public HttpLimits limits() {
        return http.limits();
    }

    public UpgradeConfig upgrades() {
        return http.upgrades();
    }

    private static String nameOf(String text) {
        if (!NAME_FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not allowed here, this must be " + NAME_ALLOWED);
        }
        return text;
    }
}
