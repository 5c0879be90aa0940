package io.steelyard.service;

import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.RealServerConfig;
import io.steelyard.config.RealServerConfig.Resolve;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.names.NameState;
import io.steelyard.pool.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a virtual service's configuration is with the names of its real servers looked up: one with addresses, which is
 * then gone on with like any other changed configuration. Pure.
 */
final class NamedServers {
    private NamedServers() {}

    /** Every name that real servers of this configuration are given by. */
    static Set<String> of(ApplianceConfig config) {
        return config.virtualServices().stream()
                .flatMap(service -> service.realServers().stream())
                .filter(RealServerConfig::isNamed)
                .map(RealServerConfig::address)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The same with every address that is known in place; names that are not known stay as they are. */
    static VirtualServiceConfig known(VirtualServiceConfig written, Function<String, NameState> names) {
        if (written.realServers().stream().noneMatch(RealServerConfig::isNamed)) {
            return written;
        }
        List<RealServerConfig> servers = new ArrayList<>();
        int left = Pool.MAX_SERVERS - written.realServers().size();
        for (RealServerConfig server : written.realServers()) {
            List<RealServerConfig> found = found(server, names);
            int taken = Math.min(found.size(), left + 1);
            servers.addAll(found.subList(0, taken));
            left -= taken - 1;
        }
        return written.withRealServers(servers);
    }

    private static List<RealServerConfig> found(RealServerConfig server, Function<String, NameState> names) {
        NameState state = server.isNamed() ? names.apply(server.address()) : NameState.NEW;
        if (!state.isKnown()) {
            return List.of(server);
        }
        return state.addresses().stream()
                .limit(server.resolve() == Resolve.ALL ? Long.MAX_VALUE : 1)
                .map(address -> server.at(address.getHostAddress()))
                .toList();
    }

    /** Why a real server without an address has none, for an administrator. */
    static String whyNotKnown(String name, NameState state) {
        String failure = state.failure();
        return "name " + name + " is not known yet: " + (failure == null ? "it is being asked for" : failure);
    }
}
