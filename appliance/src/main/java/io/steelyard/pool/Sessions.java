package io.steelyard.pool;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The clients that a pool remembers. For administrators: looks at all of them. Thread-safe. */
public interface Sessions {
    /** There are none, or nobody but the clients themselves knows them. */
    Sessions NONE = new Sessions() {
        @Override
        public long count() {
            return 0;
        }

        @Override
        public Map<String, Long> countByServer() {
            return Map.of();
        }

        @Override
        public List<Session> find(String text, int max) {
            return List.of();
        }

        @Override
        public boolean forget(String id) {
            return false;
        }

        @Override
        public long forgetAll(String realServer) {
            return 0;
        }
    };

    /**
     * One client on one real server.
     *
     * @param id 16 hexadecimal digits
     * @param client what it is told apart by, as far as that is no secret
     * @param realServer {@code address:port}
     * @param since when it came to this real server
     */
    record Session(String id, String client, String realServer, Instant since) {}

    /** How many there can be at most; 0 where none are kept here. */
    default long capacity() {
        return 0;
    }

    /** How many were forgotten before their time, to make room, since their table was made. */
    default long evicted() {
        return 0;
    }

    /** How many there are, within a few that are just coming or going. */
    long count();

    /** How many each real server has, by its name; without those that have none. */
    Map<String, Long> countByServer();

    /**
     * Those that this text is part of the client or the real server of, and the one whose id or whole key it is. All of
     * them for an empty text.
     *
     * @param max how many at most
     */
    List<Session> find(String text, int max);

    /** Forgets one client; false where there is none of this id. */
    boolean forget(String id);

    /** Forgets all clients; how many there were. */
    default long forgetAll() {
        return 0;
    }

    /** Forgets all clients of a real server; how many there were. */
    long forgetAll(String realServer);
}
