package io.steelyard.health.check;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.util.List;

/** {@code ftp}: up is who greets with 220 (RFC 959); STARTTLS is AUTH TLS (RFC 4217). */
public final class FtpCheckKind implements HealthCheckKind {
    private static final LineProtocol FTP = LineProtocol.of(
            "FTP", LineReply.NUMBERED, "220[ -]", "220", LineCommand.of("AUTH TLS", LineReply.NUMBERED, "234"), "QUIT");

    @Override
    public String type() {
        return "ftp";
    }

    @Override
    public List<Setting<?>> settings() {
        return LineProtocol.SETTINGS;
    }

    @Override
    public HealthCheck create(Settings settings) {
        return FTP.check(settings);
    }
}
