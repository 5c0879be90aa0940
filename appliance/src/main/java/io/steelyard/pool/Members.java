package io.steelyard.pool;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The real servers of a pool, whatever their states: one object for as long as it is the same real servers. Immutable. */
public final class Members {
    private final List<RealServer> servers;
    private final Map<RealServer, Integer> places = new HashMap<>();

    public Members(List<RealServer> servers) {
        this.servers = List.copyOf(servers);
        for (RealServer server : servers) {
            places.put(server, places.size());
        }
    }

    public List<RealServer> servers() {
        return servers;
    }

    /** The place of this real server in the configuration's order, -1 where it is none of them. Allocates nothing. */
    public int indexOf(RealServer server) {
        Integer place = places.get(server);
        return place == null ? -1 : place;
    }
}
