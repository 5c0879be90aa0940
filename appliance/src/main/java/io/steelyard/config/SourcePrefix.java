package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;

/**
 * How many leading bits of a client's address count, so that clients of one network are treated as one.
 *
 * @param ipv4 1–32
 * @param ipv6 1–128
 */
public record SourcePrefix(int ipv4, int ipv6) {
    public static final Setting<Integer> IPV4 = Setting.integer(
            "ipv4Prefix",
            1,
            32,
            32,
            "How many leading bits of an IPv4 address make a client: 32 for each address by itself, 24 for all"
                    + " addresses that differ in the last number only.");
    public static final Setting<Integer> IPV6 = Setting.integer(
            "ipv6Prefix",
            1,
            128,
            64,
            "The same for IPv6. 64 is the network that one subscriber has; their addresses in it change often.");

    /** What holds where a file says nothing. */
    public static final SourcePrefix SINGLE = new SourcePrefix(IPV4.fallback(), IPV6.fallback());

    public SourcePrefix {
        IPV4.check(ipv4);
        IPV6.check(ipv6);
    }

    static SourcePrefix read(Settings settings) {
        return new SourcePrefix(settings.get(IPV4), settings.get(IPV6));
    }
}
