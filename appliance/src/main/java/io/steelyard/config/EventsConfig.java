package io.steelyard.config;

import io.steelyard.event.Severity;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of events: every change of health, of the configuration, and every diagnosis.
 *
 * @param memory how many of the newest are kept in memory, 100–100,000
 * @param syslog at most {@value #MAX_RECEIVERS}
 * @param webhooks at most {@value #MAX_RECEIVERS}
 * @param mail null for none
 */
public record EventsConfig(
        int memory,
        JournalFileConfig file,
        DampingConfig damping,
        List<SyslogConfig> syslog,
        List<WebhookConfig> webhooks,
        @Nullable MailConfig mail) {
    static final int MAX_RECEIVERS = 8;

    public static final Setting<Integer> MEMORY = Setting.integer(
            "memory",
            100,
            100_000,
            10_000,
            "How many of the newest events are kept in memory, for the page and the API.");
    /** The same for every receiver. */
    public static final Setting<Severity> LEAST = Setting.choice(
            "severity",
            Severity.class,
            Severity.INFO,
            "Events that matter less than this are not sent there: info, notice, warning, error or critical.");

    public static final EventsConfig DEFAULT = new EventsConfig(
            MEMORY.fallback(), JournalFileConfig.NONE, DampingConfig.DEFAULT, List.of(), List.of(), null);

    public EventsConfig {
        MEMORY.check(memory);
        syslog = List.copyOf(syslog);
        webhooks = List.copyOf(webhooks);
    }

    static EventsConfig read(Settings settings) {
        EventsConfig read = new EventsConfig(
                settings.get(MEMORY),
                JournalFileConfig.read(settings.group("file")),
                DampingConfig.read(settings.group("damping")),
                settings.groups("syslog", MAX_RECEIVERS).stream()
                        .map(SyslogConfig::read)
                        .toList(),
                settings.groups("webhooks", MAX_RECEIVERS).stream()
                        .map(WebhookConfig::read)
                        .toList(),
                MailConfig.read(settings.group("mail")));
        settings.end();
        return read;
    }
}
