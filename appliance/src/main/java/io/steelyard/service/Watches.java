package io.steelyard.service;

import io.steelyard.config.HealthCheckConfig;
import io.steelyard.config.HealthTimes;
import io.steelyard.config.HostCheckConfig;
import io.steelyard.config.RealServerConfig;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.health.CellId;
import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthMonitor;
import io.steelyard.health.ProbeSchedule;
import io.steelyard.health.Target;
import io.steelyard.health.Thresholds;
import io.steelyard.health.Watch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The watches that keep one virtual service's pool true: one for each cell that its configuration has. Not thread-safe.
 */
final class Watches {
    private final HealthMonitor monitor;
    private final Map<CellId, Watched> watched = new HashMap<>();

    /** @param asked everything that the question consists of; equal where nothing about it changed */
    private record Watched(Watch watch, List<Object> asked) {}

    Watches(HealthMonitor monitor) {
        this.monitor = monitor;
    }

    /** Watches just the cells of this configuration. Those that stay and are asked the same are not disturbed. */
    void follow(VirtualServiceConfig config) {
        Map<CellId, Watched> before = new HashMap<>(watched);
        watched.clear();
        for (RealServerConfig server : config.realServers()) {
            if (server.socketAddress().isUnresolved()) {
                continue; // there is nobody to ask yet
            }
            for (int i = 0; i < config.healthChecks().size(); i++) {
                HealthCheckConfig check = config.healthChecks().get(i);
                if (check.hosts().isEmpty()) {
                    watch(config, server, i, null, before);
                }
                for (HostCheckConfig host : check.hosts()) {
                    watch(config, server, i, host, before);
                }
            }
        }
        before.values().forEach(gone -> gone.watch().stop());
    }

    private void watch(
            VirtualServiceConfig config,
            RealServerConfig server,
            int index,
            @Nullable HostCheckConfig host,
            Map<CellId, Watched> before) {
        HealthCheckConfig checkConfig = config.healthChecks().get(index);
        HealthCheck check = host == null ? checkConfig.check() : host.check();
        CellId cell = new CellId(config.name(), server.name(), index, host == null ? null : host.name());
        Target target = target(config, server, host);
        List<Object> asked = List.of(
                checkConfig.type(),
                checkConfig.settings(),
                host == null ? "" : host.settings(),
                config.health(),
                target.address(),
                target.greeting());
        Watched known = before.remove(cell);
        watched.put(
                cell,
                known != null && known.asked().equals(asked)
                        ? known
                        : new Watched(monitor.watch(cell, check, target, schedule(config.health())), asked));
    }

    private static Target target(VirtualServiceConfig config, RealServerConfig server, @Nullable HostCheckConfig host) {
        return new Target(
                server.socketAddress(),
                host == null ? null : host.name(),
                config.health().connectTimeout(),
                config.health().responseTimeout(),
                config.http().origin().proxyProtocol().greeting());
    }

    private static ProbeSchedule schedule(HealthTimes times) {
        return new ProbeSchedule(times.interval(), times.fastInterval(), new Thresholds(times.rise(), times.fall()));
    }

    void stop() {
        watched.values().forEach(each -> each.watch().stop());
        watched.clear();
    }
}
