package io.steelyard.health.check;

import io.steelyard.health.settings.Nearest;
import io.steelyard.health.settings.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** When a conversation goes over to TLS. */
enum TlsMode {
    NONE,
    /** Before the first byte. */
    IMPLICIT,
    /** When the protocol's own command has asked for it. */
    STARTTLS;

    private static final String KEY = "tls";

    /** The setting that chooses one of these; none is the default. */
    static Setting<TlsMode> setting(TlsMode... modes) {
        List<String> words = Arrays.stream(modes).map(Setting::word).toList();
        String allowed = "one of " + String.join(", ", words);
        String help = Arrays.stream(modes).map(TlsMode::help).collect(Collectors.joining(" "));
        return Setting.of(
                KEY,
                allowed,
                NONE,
                help,
                text -> Arrays.stream(modes)
                        .filter(mode -> Setting.word(mode).equalsIgnoreCase(text.trim()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("'" + text
                                + "' is not allowed here, this must be " + allowed + Nearest.hint(text, words))));
    }

    private String help() {
        return switch (this) {
            case NONE -> "none, the default, speaks in the clear.";
            case IMPLICIT -> "implicit begins with TLS, as on a port of its own.";
            case STARTTLS -> "starttls begins in the clear and then goes over to TLS by the protocol's command.";
        };
    }
}
