package io.steelyard.l7;

import io.steelyard.pool.RealServer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The idle connections of one event loop to the real servers of one virtual service. The one used last is used first,
 * so that few are kept warm; the one idle longest is closed first when there are too many. Belongs to its event loop.
 */
final class ServerConnections {
    private final Map<RealServer, ArrayDeque<ServerConnection>> idle = new HashMap<>();
    private final IntSupplier mostPerServer;

    ServerConnections(IntSupplier mostPerServer) {
        this.mostPerServer = mostPerServer;
    }

    /** Takes one that is open, null where there is none. */
    @Nullable
    ServerConnection take(RealServer server) {
        ArrayDeque<ServerConnection> kept = idle.get(server);
        if (kept == null) {
            return null;
        }
        ServerConnection found = kept.pollLast();
        while (found != null && !found.connection().isOpen()) {
            found = kept.pollLast();
        }
        return found;
    }

    void keep(ServerConnection connection) {
        ArrayDeque<ServerConnection> kept = idle.get(connection.server());
        if (kept == null) {
            kept = new ArrayDeque<>();
            idle.put(connection.server(), kept);
        }
        kept.addLast(connection);
        while (kept.size() > mostPerServer.getAsInt()) {
            kept.removeFirst().closeIdle();
        }
    }

    /** Forgets one that is idle no longer. */
    void drop(ServerConnection connection) {
        ArrayDeque<ServerConnection> kept = idle.get(connection.server());
        if (kept != null) {
            kept.removeLastOccurrence(connection);
        }
    }

    /** Closes those to this real server, and remembers it no longer. */
    void letGo(RealServer server) {
        ArrayDeque<ServerConnection> kept = idle.remove(server);
        if (kept != null) {
            kept.forEach(ServerConnection::closeIdle);
        }
    }

    /** Closes all of them. */
    void closeAll() {
        List<ServerConnection> all = new ArrayList<>();
        idle.values().forEach(all::addAll);
        idle.clear();
        all.forEach(ServerConnection::closeIdle);
    }

    int size() {
        return idle.values().stream().mapToInt(ArrayDeque::size).sum();
    }
}
