package io.steelyard.config;

import java.util.List;

/** A whole configuration, as the file has it: every value checked, every default filled in. */
public record ApplianceConfig(
        AdminConfig admin, HealthTimes defaultHealth, List<VirtualServiceConfig> virtualServices) {
    public ApplianceConfig {
        virtualServices = List.copyOf(virtualServices);
    }
}
