package io.steelyard.health.check;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.util.List;

/** {@code imap}: up is who greets with OK or PREAUTH (RFC 3501, section 7.1). */
public final class ImapCheckKind implements HealthCheckKind {
    private static final LineProtocol IMAP = LineProtocol.of(
            "IMAP",
            LineReply.LINE,
            "(?i)\\* (OK|PREAUTH)\\b",
            "* OK",
            LineCommand.of(LineReply.TAG + "STARTTLS", LineReply.TAGGED, "(?is)(.*\\n)?" + LineReply.TAG + "OK\\b"),
            LineReply.TAG.replace("1", "2") + "LOGOUT");

    @Override
    public String type() {
        return "imap";
    }

    @Override
    public List<Setting<?>> settings() {
        return LineProtocol.SETTINGS;
    }

    @Override
    public HealthCheck create(Settings settings) {
        return IMAP.check(settings);
    }
}
