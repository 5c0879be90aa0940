package io.steelyard.admin.description;

import io.steelyard.config.SettingGroup;
import io.steelyard.health.settings.Form;
import io.steelyard.health.settings.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A setting as people and programs are told of it. Where several kinds of health check have the same, or a group has two
 * meanings for one key, it is told once.
 *
 * @param path such as {@code virtualServices[].timeouts.idle}
 * @param fallback as it would be written; null where it must be written
 * @param kinds the kinds of health check that have it; empty where it does not matter
 * @param nextStart whether a change counts from the next start on
 */
public record DescribedSetting(
        String path,
        String key,
        Form form,
        String allowed,
        @Nullable Object fallback,
        String help,
        boolean secret,
        SortedSet<String> kinds,
        boolean nextStart) {

    /** In the groups' order. */
    public static List<DescribedSetting> of(Collection<SettingGroup> groups) {
        Map<String, DescribedSetting> found = new LinkedHashMap<>();
        for (SettingGroup group : groups) {
            for (Setting<?> setting : group.settings()) {
                DescribedSetting described = of(group, setting);
                // Kinds say different things under one key: those are told apart.
                String id = described.path + (group.kinds().isEmpty() ? "" : " " + described.allowed + described.help);
                found.merge(id, described, DescribedSetting::with);
            }
        }
        return new ArrayList<>(found.values());
    }

    private static DescribedSetting of(SettingGroup group, Setting<?> setting) {
        return new DescribedSetting(
                group.pathOf(setting),
                setting.key(),
                setting.form(),
                setting.allowed(),
                setting.isRequired() ? null : setting.writtenFallback(),
                setting.help(),
                setting.isSecret(),
                new TreeSet<>(group.kinds()),
                group.nextStart());
    }

    private DescribedSetting with(DescribedSetting other) {
        SortedSet<String> all = new TreeSet<>(kinds);
        all.addAll(other.kinds);
        return new DescribedSetting(
                path,
                key,
                form,
                allowed.equals(other.allowed) ? allowed : allowed + ", or " + other.allowed,
                fallback == null ? other.fallback : fallback,
                help.equals(other.help) ? help : help + " " + other.help,
                secret || other.secret,
                all,
                nextStart);
    }
}
