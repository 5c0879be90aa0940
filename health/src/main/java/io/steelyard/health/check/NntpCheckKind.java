package io.steelyard.health.check;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.util.List;

/** {@code nntp}: up is who greets with 200 or 201 (RFC 3977, section 5.1); STARTTLS is of RFC 4642. */
public final class NntpCheckKind implements HealthCheckKind {
    private static final LineProtocol NNTP = LineProtocol.of(
            "NNTP",
            LineReply.LINE,
            "20[01]\\b",
            "200 or 201",
            LineCommand.of("STARTTLS", LineReply.LINE, "382"),
            "QUIT");

    @Override
    public String type() {
        return "nntp";
    }

    @Override
    public List<Setting<?>> settings() {
        return LineProtocol.SETTINGS;
    }

    @Override
    public HealthCheck create(Settings settings) {
        return NNTP.check(settings);
    }
}
