package io.steelyard.config;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.HostPolicy;
import io.steelyard.health.settings.Setting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One host name that a health check asks by.
 *
 * @param name lower case
 * @param check the question for this host name: the health check's own, with what this host name changes of it
 * @param settings what this host name changes, as it was written, to be written again
 */
public record HostCheckConfig(String name, HostPolicy policy, HealthCheck check, Map<String, Object> settings) {
    public static final Setting<String> NAME = Setting.of(
                    "name",
                    "a host name such as www.example.com",
                    "localhost",
                    "The host name that the real servers are asked by, as clients type it.",
                    HostName::of)
            .required();
    public static final Setting<HostPolicy> POLICY = Setting.choice(
            "policy",
            HostPolicy.class,
            HostPolicy.OWN_TRAFFIC,
            "What a failure for this host name means. With own-traffic only requests for this host name avoid that real"
                    + " server, with required the whole real server is out, with informational it is only shown.");

    public HostCheckConfig {
        name = NAME.check(name);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** A host name that changes nothing of the health check's settings. */
    public HostCheckConfig(String name, HostPolicy policy, HealthCheck check) {
        this(name, policy, check, Map.of());
    }

    /** Without the settings' values, as there may be secrets among them. */
    @Override
    public String toString() {
        return "HostCheckConfig[" + name + ", " + settings.keySet() + ", " + policy + "]";
    }
}
