package io.steelyard.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKinds;
import io.steelyard.health.settings.Settings;
import java.util.Map;

/** Makes checks as a configuration does. */
final class Checks {
    private Checks() {}

    static HealthCheck of(String type, Map<String, ?> written) {
        Settings settings = Settings.of(written, "");
        HealthCheck check = HealthCheckKinds.installed().get(type).create(settings);
        settings.end();
        assertThat(settings.problems()).isEmpty();
        return check;
    }
}
