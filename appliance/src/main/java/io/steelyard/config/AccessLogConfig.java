package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;

/**
 * What is written of each request to a virtual service.
 *
 * @param template the form of a line, with {@link Format#TEMPLATE}; see {@link AccessLogTemplate}
 */
public record AccessLogConfig(Format format, String template, AccessLogTarget target) {

    /** The form of a line. */
    public enum Format {
        /** Nothing is written. */
        OFF,
        /** As Apache's and nginx's format of that name. */
        COMBINED,
        /** One JSON object. */
        JSON,
        /** As the template says. */
        TEMPLATE
    }

    public static final String KEY = "accessLog";
    public static final Setting<Format> FORMAT = Setting.choice(
            "format",
            Format.class,
            Format.OFF,
            "The form of the line that is written for each request: combined as Apache and nginx have it, json, or"
                    + " template for one of your own; with off nothing is written.");
    public static final Setting<String> TEMPLATE = Setting.of(
            "template",
            "text with names in braces, such as '{client} {status} {time.total}'",
            "{client} {status} {time.total}",
            "With format: template, the form of a line. What stands in braces is replaced by what the request was.",
            AccessLogConfig::templateOf);

    /** Nothing is written. */
    public static final AccessLogConfig DEFAULT =
            new AccessLogConfig(Format.OFF, TEMPLATE.fallback(), new AccessLogTarget.Stdout());

    private static final int MOST_CHARACTERS = 4000;

    public AccessLogConfig {
        TEMPLATE.check(template);
    }

    /** The group's settings; those of the fallback for what is left out. */
    static AccessLogConfig read(Settings settings, AccessLogConfig fallback) {
        Format format = settings.find(FORMAT);
        String template = settings.find(TEMPLATE);
        if (format == Format.TEMPLATE && !settings.has(TEMPLATE.key()) && fallback.format != Format.TEMPLATE) {
            settings.problem(TEMPLATE.key(), "this is missing, it must be " + TEMPLATE.allowed());
        }
        AccessLogConfig read = new AccessLogConfig(
                format == null ? fallback.format : format,
                template == null ? fallback.template : template,
                AccessLogTarget.readFrom(settings, fallback.target));
        settings.end();
        return read;
    }

    private static String templateOf(String text) {
        if (text.length() > MOST_CHARACTERS || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "this must be at most " + MOST_CHARACTERS + " characters without control characters");
        }
        AccessLogTemplate.of(text);
        return text;
    }
}
