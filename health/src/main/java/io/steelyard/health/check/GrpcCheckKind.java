package io.steelyard.health.check;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import io.steelyard.health.tls.TlsSettings;
import java.util.List;
import java.util.stream.Stream;

/** {@code grpc}: asks the health service that gRPC servers have by convention, {@code grpc.health.v1}. */
public final class GrpcCheckKind implements HealthCheckKind {
    private static final Setting<String> SERVICE = Setting.text(
            "service",
            200,
            "",
            "The name of the service that is asked about, such as shop.v1.Orders. Left out, the server as a whole is asked "
                    + "about.");

    private static final Setting<TlsMode> TLS = TlsMode.setting(TlsMode.NONE, TlsMode.IMPLICIT);

    @Override
    public String type() {
        return "grpc";
    }

    @Override
    public boolean asksByHost() {
        return true;
    }

    @Override
    public List<Setting<?>> settings() {
        return Stream.concat(Stream.of(SERVICE, TLS, CheckPort.PORT), TlsReading.SETTINGS.stream())
                .toList();
    }

    @Override
    public HealthCheck create(Settings settings) {
        boolean inTls = settings.get(TLS) == TlsMode.IMPLICIT;
        TlsSettings tls = null;
        if (inTls) {
            tls = TlsReading.read(settings).offering("h2");
        } else {
            TlsReading.refuse(settings, "set 'tls' to implicit");
        }
        Connecting connecting = new Connecting(CheckPort.of(settings), tls);
        GrpcConversation conversation = new GrpcConversation(new GrpcQuestion(settings.get(SERVICE)), inTls);
        return (target, network) -> connecting.open(target, network, conversation);
    }
}
