package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the appliance itself answers, and how that looks.
 *
 * @param errorPages the first that has a page for a status counts; none leaves the plain pages of ours
 * @param retryAfter what a client is told to wait after a 503, in whole seconds, 0–1 day; zero tells it nothing
 * @param redirectHttp where clients of plain HTTP are sent on to this virtual service; null where nowhere
 */
public record AnswersConfig(
        List<ErrorPageConfig> errorPages,
        Duration retryAfter,
        @Nullable RedirectHttpConfig redirectHttp) {
    public static final String KEY = "answers";
    public static final String ERROR_PAGES = "errorPages";
    static final int MAX_ERROR_PAGES = 32;

    public static final Setting<Duration> RETRY_AFTER = Setting.duration(
            "retryAfter",
            "0s",
            "1d",
            "5s",
            "How long a client is told to wait before it asks again, where the answer is 503. 0s leaves that out.");

    /** What holds where a file says nothing. */
    public static final AnswersConfig DEFAULT = new AnswersConfig(List.of(), RETRY_AFTER.fallback(), null);

    public AnswersConfig {
        errorPages = List.copyOf(errorPages);
        RETRY_AFTER.check(retryAfter);
    }

    AnswersConfig with(@Nullable RedirectHttpConfig other) {
        return new AnswersConfig(errorPages, retryAfter, other);
    }
}
