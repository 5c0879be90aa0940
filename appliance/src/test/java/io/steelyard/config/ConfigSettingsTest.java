package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.health.HealthCheckKinds;
import io.steelyard.health.settings.Form;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigSettingsTest {
    private static final List<SettingGroup> GROUPS = ConfigSettings.of(HealthCheckKinds.of(List.of()));
    private static final Set<String> PLACES =
            GROUPS.stream().map(SettingGroup::path).collect(Collectors.toSet());
    /** Read in a way of their own, by the kinds of health check. */
    private static final String CHECKS = "virtualServices[].healthChecks";

    private final Set<String> asked = new TreeSet<>();

    /** A configuration that notes what it is asked for, and has every group there is. */
    private final class Asked extends AbstractMap<String, Object> {
        private final String path;
        private final String chosenPath;
        private final @Nullable Object chosen;

        Asked(String path, String chosenPath, @Nullable Object chosen) {
            this.path = path;
            this.chosenPath = chosenPath;
            this.chosen = chosen;
        }

        @Override
        @SuppressWarnings("NullAway") // a map may have no such key
        public Object get(Object key) {
            String at = path.isEmpty() ? "" + key : path + "." + key;
            if (at.equals(CHECKS)) {
                return null;
            }
            if (PLACES.contains(at)) {
                return new Asked(at, chosenPath, chosen);
            }
            if (PLACES.contains(at + "[]")) {
                return List.of(new Asked(at + "[]", chosenPath, chosen));
            }
            asked.add(at);
            return at.equals(chosenPath) ? chosen : null;
        }

        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return Set.of();
        }
    }

    private void read(String path, @Nullable Object value) {
        new ConfigReader(HealthCheckKinds.of(List.of()))
                .read(Path.of("test.yaml"), ConfigTree.read(new Asked("", path, value)));
    }

    @Test
    void they_are_what_the_reader_reads_whatever_is_chosen() {
        read("", null);
        for (SettingGroup group : GROUPS) {
            for (Setting<?> setting : group.settings()) {
                setting.form().values().forEach(value -> read(group.pathOf(setting), value));
                if (setting.form().type() == Form.Type.FLAG) {
                    read(group.pathOf(setting), true);
                    read(group.pathOf(setting), false);
                }
            }
        }

        Set<String> known = GROUPS.stream()
                .filter(group -> !group.path().startsWith(CHECKS))
                .flatMap(group -> group.settings().stream().map(group::pathOf))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(asked).containsExactlyElementsOf(known);
    }

    @Test
    void the_settings_of_every_kind_of_health_check_are_among_them() {
        HealthCheckKinds kinds = HealthCheckKinds.installed();

        Set<String> types = ConfigSettings.of(kinds).stream()
                .flatMap(group -> group.kinds().stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(types).containsExactlyElementsOf(kinds.types());
    }

    @Test
    void what_is_left_out_has_a_default_that_could_be_written() {
        List<String> wrong = new ArrayList<>();
        for (SettingGroup group : ConfigSettings.of(HealthCheckKinds.installed())) {
            for (Setting<?> setting : group.settings()) {
                Object written = setting.writtenFallback();
                if (!setting.isRequired() && !"".equals(written) && !isReadAsItself(setting, written)) {
                    wrong.add(group.pathOf(setting) + " = " + written);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static <T> boolean isReadAsItself(Setting<T> setting, Object written) {
        return String.valueOf(Settings.of(Map.of(setting.key(), written), "").find(setting))
                .equals(String.valueOf(setting.fallback()));
    }

    @Test
    void every_one_has_help_of_one_sentence_at_least() {
        assertThat(ConfigSettings.of(HealthCheckKinds.installed()))
                .flatExtracting(SettingGroup::settings)
                .allSatisfy(
                        setting -> assertThat(setting.help()).as(setting.key()).matches("(?s).{10,}\\."));
    }
}
