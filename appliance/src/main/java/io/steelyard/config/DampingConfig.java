package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.time.Duration;

/**
 * When a cell counts as flapping, so that its changes are told as one.
 *
 * @param changes more than this many within {@code window} are flapping, 2–1000
 * @param window 1 s – 1 h
 * @param calm without a change for this long, flapping is over; 1 s – 1 h
 */
public record DampingConfig(int changes, Duration window, Duration calm) {
    public static final Setting<Integer> CHANGES = Setting.integer(
            "changes",
            2,
            1000,
            6,
            "How many changes of one state within the window are told one by one. With more, it is flapping: that is"
                    + " told once, and the changes are only counted.");
    public static final Setting<Duration> WINDOW =
            Setting.duration("window", "1s", "1h", "2m", "The time over which changes are counted.");
    public static final Setting<Duration> CALM = Setting.duration(
            "calm",
            "1s",
            "1h",
            "2m",
            "How long a flapping state must stay as it is until that is told, with a summary, and changes are told one"
                    + " by one again.");

    public static final DampingConfig DEFAULT =
            new DampingConfig(CHANGES.fallback(), WINDOW.fallback(), CALM.fallback());

    public DampingConfig {
        CHANGES.check(changes);
        WINDOW.check(window);
        CALM.check(calm);
    }

    static DampingConfig read(Settings settings) {
        DampingConfig read = new DampingConfig(settings.get(CHANGES), settings.get(WINDOW), settings.get(CALM));
        settings.end();
        return read;
    }
}
