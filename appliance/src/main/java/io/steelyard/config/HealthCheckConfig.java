package io.steelyard.config;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.settings.Setting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One health check of a virtual service.
 *
 * @param type the kind's word, such as {@code http}
 * @param check the question, ready to be put
 * @param hosts the host names to ask by, each a cell on every real server and none twice; empty for a check that asks
 *     by none
 * @param settings the kind's own settings as they were written, to be written again
 */
public record HealthCheckConfig(
        String type, HealthCheck check, List<HostCheckConfig> hosts, Map<String, Object> settings) {
    public static final Setting<String> TYPE = Setting.text(
                    "type", 64, "none", "The kind of health check, such as http, tcp or none.")
            .required();
    /** The key of the list of host names, and how long it may be. */
    static final String HOSTS = "hosts";

    static final int MAX_HOSTS = 200;

    public HealthCheckConfig {
        TYPE.check(type);
        hosts = List.copyOf(hosts);
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        Duplicates names = new Duplicates();
        for (int i = 0; i < hosts.size(); i++) {
            names.check(hosts.get(i).name(), "hosts[" + i + "]");
        }
    }

    /** Without the settings' values, as there may be secrets among them. */
    @Override
    public String toString() {
        return "HealthCheckConfig[" + type + ", " + settings.keySet() + ", " + hosts + "]";
    }
}
