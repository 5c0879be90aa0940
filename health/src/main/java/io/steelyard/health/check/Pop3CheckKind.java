package io.steelyard.health.check;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.util.List;

/** {@code pop3}: up is who greets with +OK (RFC 1939); STARTTLS is STLS (RFC 2595). */
public final class Pop3CheckKind implements HealthCheckKind {
    private static final LineProtocol POP3 = LineProtocol.of(
            "POP3", LineReply.LINE, "\\+OK\\b", "+OK", LineCommand.of("STLS", LineReply.LINE, "\\+OK\\b"), "QUIT");

    @Override
    public String type() {
        return "pop3";
    }

    @Override
    public List<Setting<?>> settings() {
        return LineProtocol.SETTINGS;
    }

    @Override
    public HealthCheck create(Settings settings) {
        return POP3.check(settings);
    }
}
