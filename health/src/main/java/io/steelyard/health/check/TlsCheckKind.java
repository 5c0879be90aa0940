package io.steelyard.health.check;

import io.steelyard.health.Dialogue;
import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.Verdict;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import io.steelyard.health.tls.CertificateFacts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** {@code tls}: up is who completes a TLS handshake. Nothing is said inside. */
public final class TlsCheckKind implements HealthCheckKind {
    private static final int MOST_NAMES = 3;
    private static final int MOST_SHOWN = 200;

    @Override
    public String type() {
        return "tls";
    }

    @Override
    public boolean asksByHost() {
        return true;
    }

    @Override
    public List<Setting<?>> settings() {
        return Stream.concat(TlsReading.SETTINGS.stream(), Stream.of(CheckPort.PORT))
                .toList();
    }

    @Override
    public HealthCheck create(Settings settings) {
        Connecting connecting = new Connecting(CheckPort.of(settings), TlsReading.read(settings));
        return (target, network) -> connecting.open(target, network, TlsCheckKind::shaken);
    }

    private static CompletionStage<Verdict> shaken(Dialogue dialogue) {
        CertificateFacts shown = dialogue.certificate();
        String names = shown == null
                ? ""
                : String.join(", ", shown.names().stream().limit(MOST_NAMES).toList());
        return CompletableFuture.completedFuture(dialogue.up(
                "TLS handshake done" + (names.isEmpty() ? "" : ", for " + Words.excerpt(names, MOST_SHOWN))));
    }
}
