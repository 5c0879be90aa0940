package io.steelyard.service;

import io.steelyard.config.HealthTimes;
import io.steelyard.config.RealServerConfig;
import io.steelyard.config.ResourceConfig;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.health.HealthMonitor;
import io.steelyard.health.Target;
import io.steelyard.pool.FetchedLoad;
import io.steelyard.pool.Pool;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** The numbers that are fetched from one virtual service's real servers. Not thread-safe. */
final class LoadWatches {
    private final Pool pool;
    private final HealthMonitor monitor;
    private final Map<Asked, LoadWatch> watched = new HashMap<>();

    private record Asked(String realServer, InetSocketAddress address, ResourceConfig resource, HealthTimes times) {}

    LoadWatches(Pool pool, HealthMonitor monitor) {
        this.pool = pool;
        this.monitor = monitor;
    }

    /** Fetches just what this configuration wants; other numbers count no more. */
    void follow(VirtualServiceConfig config) {
        Map<Asked, LoadWatch> before = new HashMap<>(watched);
        Map<Asked, LoadWatch> begun = new HashMap<>();
        watched.clear();
        ResourceConfig resource = config.distribution().resource();
        for (RealServerConfig server : config.realServers()) {
            if (resource != null && !server.socketAddress().isUnresolved()) {
                Asked asked = new Asked(server.name(), server.socketAddress(), resource, config.health());
                LoadWatch known = before.remove(asked);
                if (known == null) {
                    known = watch(server, resource, config.health());
                    begun.put(asked, known);
                }
                watched.put(asked, known);
            }
        }
        before.forEach((asked, gone) -> {
            gone.stop();
            pool.fetched(asked.realServer(), FetchedLoad.NONE);
        });
        begun.values().forEach(LoadWatch::begin);
    }

    private LoadWatch watch(RealServerConfig server, ResourceConfig resource, HealthTimes times) {
        InetSocketAddress address =
                resource.port() == 0 ? server.socketAddress() : server.socketAddress(resource.port());
        Target target = new Target(address, null, times.connectTimeout(), times.responseTimeout());
        return new LoadWatch(pool, server.name(), target, resource, monitor.network(), monitor.timer());
    }

    void stop() {
        watched.values().forEach(LoadWatch::stop);
        watched.clear();
    }
}
