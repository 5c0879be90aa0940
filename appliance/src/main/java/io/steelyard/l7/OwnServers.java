package io.steelyard.l7;

import io.steelyard.pool.RealServer;
import org.jspecify.annotations.Nullable;

/**
 * The idle connections to real servers that were opened in the name of one client (the PROXY protocol says so on them), and
 * that no other client may use. There is one at most. Belongs to the client's event loop.
 */
final class OwnServers {
    private final HttpLoop home;
    private @Nullable ServerConnections idle;

    OwnServers(HttpLoop home) {
        this.home = home;
    }

    /** Where they wait. */
    ServerConnections shelf() {
        ServerConnections present = idle;
        if (present == null) {
            present = new ServerConnections(
                    () -> Math.min(1, home.service().limits().idleServerConnections()));
            idle = present;
        }
        return present;
    }

    /** Takes one to this real server, null where there is none; what there is to others is closed, the client moves on. */
    @Nullable
    ServerConnection take(RealServer server) {
        if (idle == null) {
            return null;
        }
        ServerConnection found = idle.take(server);
        if (found == null) {
            idle.closeAll();
        }
        return found;
    }

    /** Closes what there is to this real server. */
    void letGo(RealServer server) {
        if (idle != null) {
            idle.letGo(server);
        }
    }

    void closeAll() {
        if (idle != null) {
            idle.closeAll();
        }
    }
}
