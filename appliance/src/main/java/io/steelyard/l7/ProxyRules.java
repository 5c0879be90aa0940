package io.steelyard.l7;

import io.steelyard.config.ProxyProtocolConfig;
import io.steelyard.config.ProxyProtocolConfig.In;
import io.steelyard.config.ProxyProtocolConfig.Out;
import io.steelyard.net.Connection;
import io.steelyard.net.Prefixes;
import io.steelyard.net.ProxyHeader;
import org.jspecify.annotations.Nullable;

/** The PROXY protocol as a virtual service speaks it, made ready for event loops. Immutable. */
final class ProxyRules {
    private final In in;
    private final Prefixes from;
    private final Out out;

    private ProxyRules(ProxyProtocolConfig config) {
        this.in = config.in();
        this.from = Prefixes.of(config.from());
        this.out = config.out();
    }

    static ProxyRules of(ProxyProtocolConfig config) {
        return new ProxyRules(config);
    }

    /** What this client has to say first; null where it has nothing to say. */
    @Nullable
    ProxyIntake intake(ClientEnds ends) {
        if (in == In.OFF || !from.contains(ends.bytes(), ends.bytes().length)) {
            return null;
        }
        return new ProxyIntake(in == In.REQUIRED);
    }

    /** Whether connections to real servers begin with a header, and so serve one client only. */
    boolean sends() {
        return out != Out.OFF;
    }

    /** Says on a fresh connection for which client it is. */
    void introduce(Connection connection, ClientEnds client) {
        byte[] header = switch (out) {
            case OFF -> new byte[0];
            case V1 -> ProxyHeader.version1(client.remote(), client.local());
            case V2 -> ProxyHeader.version2(client.remote(), client.local());
        };
        connection.write(header, 0, header.length);
    }
}
