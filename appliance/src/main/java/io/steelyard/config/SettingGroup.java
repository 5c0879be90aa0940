package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The settings that stand side by side at one place of a configuration.
 *
 * @param path such as {@code virtualServices[].timeouts}, with {@code []} for each item of a list; empty for the whole
 * @param kinds the kinds of health check that have these; empty where it does not matter
 * @param nextStart whether changes count from the next start of the process on
 */
public record SettingGroup(String path, List<Setting<?>> settings, Set<String> kinds, boolean nextStart) {
    public SettingGroup {
        settings = List.copyOf(settings);
        kinds = Collections.unmodifiableSet(new TreeSet<>(kinds));
    }

    static SettingGroup live(String path, List<Setting<?>> settings) {
        return new SettingGroup(path, settings, Set.of(), false);
    }

    static SettingGroup nextStart(String path, List<Setting<?>> settings) {
        return new SettingGroup(path, settings, Set.of(), true);
    }

    /** Where a setting of this group stands. */
    public String pathOf(Setting<?> setting) {
        return path.isEmpty() ? setting.key() : path + "." + setting.key();
    }
}
