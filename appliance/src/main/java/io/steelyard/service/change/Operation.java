package io.steelyard.service.change;

import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.service.Change;
import io.steelyard.service.change.Effect.Connections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One step of a change.
 *
 * @param kind one word for programs, such as {@code open-listener}; stable
 * @param services the names of the virtual services that it concerns
 * @param realServer as {@code address:port}; null where it is about none
 * @param connections how many it concerns now, 0 where it ends none
 * @param sentence for people: without its subject and without a full stop
 */
public record Operation(
        String kind, List<String> services, @Nullable String realServer, long connections, String sentence) {
    public Operation {
        services = List.copyOf(services);
    }

    static Operation of(Change change, Connections underWay) {
        String realServer = realServer(change);
        long connections = 0;
        if (change instanceof Change.RemoveServer gone) {
            connections = underWay.of(gone.service(), gone.server().name());
        } else if (change instanceof Change.RemoveService gone) {
            VirtualServiceConfig service = gone.service();
            connections = service.realServers().stream()
                    .mapToLong(server -> underWay.of(service.name(), server.name()))
                    .sum();
        }
        return new Operation(kind(change), change.services(), realServer, connections, change.sentence());
    }

    private static @Nullable String realServer(Change change) {
        if (change instanceof Change.AddServer add) {
            return add.server().name();
        }
        if (change instanceof Change.ChangeServer changed) {
            return changed.now().name();
        }
        return change instanceof Change.RemoveServer remove ? remove.server().name() : null;
    }

    /** The record's name as words: the two are kept the same on purpose. */
    private static String kind(Change change) {
        return change.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
