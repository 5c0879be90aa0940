package io.steelyard.config;

import io.steelyard.health.Greeting;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.util.List;

/**
 * Whether connections begin with a header that says for whom they were opened (the PROXY protocol): those that come in,
 * and those to real servers.
 *
 * @param from whose headers are read; must not be empty where they are
 */
public record ProxyProtocolConfig(In in, List<IpPrefix> from, Out out) {
    public static final String KEY = "proxyProtocol";

    /** Whether those that may send a header have to. */
    public enum In {
        OFF,
        OPTIONAL,
        REQUIRED
    }

    /** What is sent to real servers. */
    public enum Out {
        OFF,
        V1,
        V2
    }

    public static final Setting<In> IN = Setting.choice(
            "in",
            In.class,
            In.OFF,
            "Whether connections of the proxies that 'from' lists begin with a PROXY protocol header, version 1 or 2:"
                    + " required refuses those without one, optional takes both. It says who the client is.");
    public static final Setting<List<IpPrefix>> FROM = IpPrefix.list(
            "from",
            "The proxies whose headers are read, as addresses and ranges. Everybody else is an ordinary client, and one"
                    + " that sends a header gets 400.");
    public static final Setting<Out> OUT = Setting.choice(
            "out",
            Out.class,
            Out.OFF,
            "Whether each connection to a real server begins with a PROXY protocol header that names the client. Real"
                    + " servers must expect it. Such a connection serves one client only.");

    /** What holds where a file says nothing. */
    public static final ProxyProtocolConfig DEFAULT = new ProxyProtocolConfig(IN.fallback(), List.of(), OUT.fallback());

    public ProxyProtocolConfig {
        from = List.copyOf(FROM.check(from));
        if (in != In.OFF && from.isEmpty()) {
            throw new Refusal(
                    FROM.key(), "this is missing, in: " + Setting.word(in) + " needs to know whose headers count");
        }
        if (in == In.OFF && !from.isEmpty()) {
            throw new Refusal(FROM.key(), "this goes with in: required or in: optional only");
        }
    }

    /** What health checks say first to real servers that expect the header. */
    public Greeting greeting() {
        return switch (out) {
            case OFF -> Greeting.NONE;
            case V1 -> Greeting.PROXY_V1;
            case V2 -> Greeting.PROXY_V2;
        };
    }

    static ProxyProtocolConfig read(Settings settings) {
        int before = settings.problemCount();
        In in = settings.get(IN);
        List<IpPrefix> from = settings.get(FROM);
        Out out = settings.get(OUT);
        settings.end();
        if (settings.problemCount() > before) {
            return DEFAULT;
        }
        try {
            return new ProxyProtocolConfig(in, from, out);
        } catch (Refusal refusal) {
            settings.problem(refusal.key(), refusal.sentence());
            return DEFAULT;
        }
    }
}
