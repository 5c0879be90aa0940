package io.steelyard.names;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** What became of asking for a name's addresses once. */
public sealed interface Answer {

    /**
     * The name has these addresses.
     *
     * @param addresses at least one
     * @param ttl how long that holds, as the name server says
     */
    record Found(List<InetAddress> addresses, Duration ttl) implements Answer {
        public Found {
            addresses = List.copyOf(addresses);
            if (addresses.isEmpty()) {
                throw new IllegalArgumentException("an answer without an address is a failed one");
            }
        }
    }

    /** @param words why there is no address, for an administrator: one line without a full stop */
    record Failed(String words) implements Answer {}
}
