package io.steelyard.health.check;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** {@code tcp}: up is who accepts a connection. Sends nothing, and closes in order. */
public final class TcpCheckKind implements HealthCheckKind {

    @Override
    public String type() {
        return "tcp";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of(CheckPort.PORT);
    }

    @Override
    public HealthCheck create(Settings settings) {
        CheckPort port = CheckPort.of(settings);
        return (target, network) -> network.tcp(
                port.of(target), dialogue -> CompletableFuture.completedFuture(dialogue.up("connection accepted")));
    }
}
