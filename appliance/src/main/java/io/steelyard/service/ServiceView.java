package io.steelyard.service;

import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.names.NameState;
import io.steelyard.pool.Explanation;
import io.steelyard.pool.PickRequest;
import io.steelyard.pool.Roster;
import io.steelyard.pool.Sessions;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** One live virtual service, as those may see it who only look. Thread-safe; a call is a read, never a wait. */
public interface ServiceView {
    /** What it runs by: real servers given by a name are at the addresses that are known of it. */
    VirtualServiceConfig config();

    /** What its pool is at this moment. */
    Roster roster();

    /** Where clients of plain HTTP are sent on to it; null where nowhere. */
    default @Nullable InetSocketAddress redirectAddress() {
        return null;
    }

    /** The clients that it remembers. */
    default Sessions sessions() {
        return Sessions.NONE;
    }

    /** Requests that wait because every real server has what it can take. */
    default int waiting() {
        return 0;
    }

    /** How often a client was held to no limit of its own, because there was no room to count it. */
    default long uncountedClients() {
        return 0;
    }

    /** What is known of the name that this real server is given by; null where it is given by its address. */
    default @Nullable NameState nameOf(String realServer) {
        return null;
    }

    /** What a pick for this request would do and why, without doing it; with so many real servers at most. */
    Explanation explain(PickRequest request, int most);
}
