package io.steelyard.config;

import java.util.List;

/**
 * One virtual service with everything configured on it.
 *
 * @param name unique among the virtual services
 * @param address the IP address that clients talk to
 */
public record VirtualServiceConfig(
        String name,
        String address,
        int port,
        Protocol type,
        Scheduling scheduling,
        HealthTimes health,
        List<HealthCheckConfig> healthChecks,
        List<RealServerConfig> realServers,
        TimeoutConfig timeouts,
        HttpLimits limits) {
    public VirtualServiceConfig {
        healthChecks = List.copyOf(healthChecks);
        realServers = List.copyOf(realServers);
    }
}
