package io.steelyard.health.check;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.util.List;
import java.util.stream.Stream;

/** {@code https}: what {@code http} does, inside TLS; the host name goes with SNI, too. */
public final class HttpsCheckKind implements HealthCheckKind {

    @Override
    public String type() {
        return "https";
    }

    @Override
    public boolean asksByHost() {
        return true;
    }

    @Override
    public List<Setting<?>> settings() {
        return Stream.concat(HttpSettings.SETTINGS.stream(), TlsReading.SETTINGS.stream())
                .toList();
    }

    @Override
    public HealthCheck create(Settings settings) {
        return HttpSettings.check(settings, HttpScheme.HTTPS, TlsReading.read(settings));
    }
}
