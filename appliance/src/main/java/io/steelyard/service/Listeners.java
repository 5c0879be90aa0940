package io.steelyard.service;

import io.steelyard.net.Acceptor;
import io.steelyard.net.CannotListen;
import io.steelyard.net.Listener;
import io.steelyard.net.Loops;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every listener of the appliance, by where it is: so that a virtual service that takes over another one's address takes
 * over its sockets, with whoever waits in their queues. Not thread-safe.
 */
final class Listeners {
    private final Loops loops;
    private final Map<Place, Listener> held = new LinkedHashMap<>();

    Listeners(Loops loops) {
        this.loops = loops;
    }

    /** Opens all of these or none. */
    void open(Map<Place, Acceptor> wanted) throws CannotListen {
        Map<Place, Listener> opened = new LinkedHashMap<>();
        try {
            for (Map.Entry<Place, Acceptor> each : wanted.entrySet()) {
                opened.put(each.getKey(), open(each.getKey(), each.getValue()));
            }
        } catch (CannotListen e) {
            opened.values().forEach(Listener::close);
            throw e;
        }
        held.putAll(opened);
    }

    private Listener open(Place place, Acceptor acceptor) throws CannotListen {
        boolean beside = place.port() != 0 && held.keySet().stream().anyMatch(other -> other.port() == place.port());
        return beside
                ? Listener.openBeside(loops, place.socketAddress(), acceptor)
                : Listener.open(loops, place.socketAddress(), acceptor);
    }

    void handTo(Place place, Acceptor acceptor) {
        Listener listener = held.get(place);
        if (listener != null) {
            listener.handTo(acceptor);
        }
    }

    void close(Place place) {
        Listener listener = held.remove(place);
        if (listener != null) {
            listener.close();
        }
    }

    void closeAll() {
        held.values().forEach(Listener::close);
        held.clear();
    }

    /** Where this really is; null where nobody listens. */
    @Nullable
    InetSocketAddress address(Place place) {
        Listener listener = held.get(place);
        return listener == null ? null : listener.address();
    }
}
