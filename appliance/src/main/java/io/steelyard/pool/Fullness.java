package io.steelyard.pool;

import org.jspecify.annotations.Nullable;

/** Why a real server that is well takes no further exchange at the moment: it has what it takes at most. */
final class Fullness {
    private Fullness() {}

    /** The limit that is reached, for an administrator: a few words without a full stop; null where none is. */
    static @Nullable String of(ServerStatus status) {
        RealServer server = status.server();
        if (!server.isFull()) {
            return null;
        }
        int places = server.places();
        long active = server.activeExchanges();
        if (places > 0 && active >= places) {
            String whose = places == status.terms().maxConnections() ? "maxConnections" : "its agent's maxconn";
            return active + " of " + places + " under way, by " + whose;
        }
        return "as many as may have begun for now, by maxRate " + status.terms().maxRate();
    }
}
