package io.steelyard.config;

import io.steelyard.health.HealthCheck;
import java.util.List;
import java.util.Map;

/**
 * One health check of a virtual service.
 *
 * @param type the kind's word, such as {@code http}
 * @param check the question, ready to be put
 * @param hosts the host names to ask by, each a cell on every real server; empty for a check that asks by none
 * @param settings the kind's own settings as they were written, to be written again
 */
public record HealthCheckConfig(
        String type, HealthCheck check, List<HostCheckConfig> hosts, Map<String, Object> settings) {
    public HealthCheckConfig {
        hosts = List.copyOf(hosts);
        settings = Map.copyOf(settings);
    }
}
