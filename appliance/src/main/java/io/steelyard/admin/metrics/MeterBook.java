package io.steelyard.admin.metrics;

import io.steelyard.config.VirtualServiceConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The meters of every configured virtual service and real server, and of nothing else: what is removed from the
 * configuration disappears, what nobody configured is not counted, so the number of meters has a bound. What is removed
 * while connections are open is counted on, unseen, so that it is right if it comes back. Any thread may look up; the
 * book is replaced as a whole.
 */
public final class MeterBook {
    private volatile Page page = new Page(Map.of(), List.of());

    /** The virtual services that are counted from now on; those that stay go on from where they are. */
    public synchronized void serve(List<VirtualServiceConfig> configs) {
        Map<String, ServiceMeters> next = new LinkedHashMap<>();
        for (VirtualServiceConfig config : configs) {
            ServiceMeters kept = page.counted.get(config.name());
            ServiceMeters meters = kept != null ? kept : new ServiceMeters(config.name());
            meters.serve(config);
            next.put(config.name(), meters);
        }
        List<ServiceMeters> configured = List.copyOf(next.values());
        page.counted.forEach((name, meters) -> {
            if (meters.clientConnections() > 0) {
                next.putIfAbsent(name, meters);
            }
        });
        page = new Page(next, configured);
    }

    /** The virtual service's meters; null where none of that name is configured. */
    @Nullable
    public ServiceMeters service(String virtualService) {
        return page.counted.get(virtualService);
    }

    /** Those of the virtual services that are configured. */
    public List<ServiceMeters> services() {
        return page.configured;
    }

    private record Page(Map<String, ServiceMeters> counted, List<ServiceMeters> configured) {}
}
