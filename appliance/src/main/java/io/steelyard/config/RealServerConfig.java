package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One real server of a virtual service.
 *
 * @param address an IP address, or a name in lower case
 * @param port 1–65535
 * @param weight 0–65535; 0 takes no new clients
 * @param enabled what the administrator says
 * @param critical whether the virtual service is down when this real server is
 * @param agent how its agent is asked, in place of what the virtual service says; null where that holds
 * @param resolve which of a name's addresses are used
 * @param capacity what it takes at most
 * @param found the address that a name stands for at the moment, which no file says; null where it is not known, and
 *     where {@code address} is one already
 */
public record RealServerConfig(
        String address,
        int port,
        int weight,
        boolean enabled,
        boolean critical,
        @Nullable AgentConfig agent,
        Resolve resolve,
        ServerCapacity capacity,
        @Nullable String found) {

    /** Which addresses of a name are used. */
    public enum Resolve {
        /** One: the first that was answered, as long as the name has it. */
        FIRST,
        /** Each, as a real server of its own. */
        ALL
    }

    public static final Setting<String> ADDRESS = Setting.of(
                    "address",
                    "the real server's IP address or name",
                    "192.0.2.1",
                    "The IP address of the real server, or its full name. A name is looked up again whenever the time that"
                            + " the name server gives it is over; while that fails, the last addresses are used.",
                    RealServerConfig::addressOf)
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

    public static final Setting<Resolve> RESOLVE = Setting.choice(
            "resolve",
            Resolve.class,
            Resolve.FIRST,
            "Where the address is a name that has several addresses: first uses one of them as long as the name has it, all"
                    + " makes a real server of each.");

    /** One that is not critical, has no agent of its own and takes whatever comes. */
    public RealServerConfig(String address, int port, int weight, boolean enabled) {
        this(address, port, weight, enabled, false, null, Resolve.FIRST, ServerCapacity.UNLIMITED, null);
    }

    public RealServerConfig {
        address = ADDRESS.check(address);
        PORT.check(port);
        WEIGHT.check(weight);
        found = found == null ? null : IpAddress.ofRealServer(found);
    }

    /**
     * {@code address:port}, an IPv6 address in brackets; with every address of a name used, {@code
     * name@address:port} for each.
     */
    public String name() {
        return resolve == Resolve.ALL && found != null ? address + "@" + name(found, port) : name(address, port);
    }

    /** Whether its address is to be looked up. */
    public boolean isNamed() {
        return IpAddress.isName(address);
    }

    /** Where it is; unresolved as long as a name's address is not known. Asks no name server. */
    public InetSocketAddress socketAddress() {
        return socketAddress(port);
    }

    /** Another port of it. */
    public InetSocketAddress socketAddress(int otherPort) {
        if (found != null) {
            return new InetSocketAddress(found, otherPort);
        }
        return isNamed()
                ? InetSocketAddress.createUnresolved(address, otherPort)
                : new InetSocketAddress(address, otherPort);
    }

    /** The same at this address of its name. */
    public RealServerConfig at(String ipAddress) {
        return new RealServerConfig(address, port, weight, enabled, critical, agent, resolve, capacity, ipAddress);
    }

    /** The same with another capacity. */
    public RealServerConfig with(ServerCapacity other) {
        return new RealServerConfig(address, port, weight, enabled, critical, agent, resolve, other, found);
    }

    private static String addressOf(String text) {
        return IpAddress.isName(text) ? HostName.of(text) : IpAddress.ofRealServer(text);
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
                AgentConfig.readFrom(settings),
                settings.get(RESOLVE),
                ServerCapacity.readFrom(settings),
                null);
        settings.end();
        return read;
    }
}
