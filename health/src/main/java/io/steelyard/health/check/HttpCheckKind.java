package io.steelyard.health.check;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.util.List;

/** {@code http}: sends one request and reads the answer. */
public final class HttpCheckKind implements HealthCheckKind {

    @Override
    public String type() {
        return "http";
    }

    @Override
    public boolean asksByHost() {
        return true;
    }

    @Override
    public List<Setting<?>> settings() {
        return HttpSettings.SETTINGS;
    }

    @Override
    public HealthCheck create(Settings settings) {
        TlsReading.refuse(settings, "make the type of this health check https");
        return HttpSettings.check(settings, HttpScheme.HTTP, null);
    }
}
