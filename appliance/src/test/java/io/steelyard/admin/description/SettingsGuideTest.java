package io.steelyard.admin.description;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.ConfigSettings;
import io.steelyard.health.HealthCheckKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The guide's tables of settings are made from the settings. With {@code -Dsteelyard.rewrite=true} they are made anew. */
class SettingsGuideTest {
    private static final Path GUIDE = Path.of("../docs/guide/settings.md");
    private static final String BEGIN = "<!-- made from the settings themselves: see SettingsGuideTest -->\n";

    @Test
    void the_guide_says_of_every_setting_what_the_setting_says() throws IOException {
        String guide = Files.readString(GUIDE);
        int begin = guide.indexOf(BEGIN) + BEGIN.length();
        String tables = tables(DescribedSetting.of(ConfigSettings.of(HealthCheckKinds.installed())));
        if (Boolean.getBoolean("steelyard.rewrite")) {
            Files.writeString(GUIDE, guide.substring(0, begin) + tables);
        }

        assertThat(Files.readString(GUIDE).substring(begin))
                .as("docs/guide/settings.md is stale: run this test with -Dsteelyard.rewrite=true")
                .isEqualTo(tables);
    }

    private static String tables(List<DescribedSetting> settings) {
        StringBuilder text = new StringBuilder();
        String group = "";
        for (DescribedSetting setting : settings) {
            int dot = setting.path().lastIndexOf('.');
            String place = dot < 0 ? "(the whole)" : setting.path().substring(0, dot);
            if (!place.equals(group)) {
                group = place;
                text.append("\n## `")
                        .append(place)
                        .append("`\n\n| setting | allowed | default | |\n|---|---|---|---|\n");
            }
            text.append(row(setting));
        }
        return text.toString();
    }

    private static String row(DescribedSetting setting) {
        String kinds = setting.kinds().isEmpty() ? "" : "<br>(" + String.join(", ", setting.kinds()) + ")";
        Object fallback = setting.fallback();
        String shown =
                fallback == null ? "must be written" : fallback.toString().isEmpty() ? "" : "`" + fallback + "`";
        return "| `" + setting.key() + "`" + kinds + " | " + cell(setting.allowed()) + " | " + cell(shown) + " | "
                + cell(setting.help()) + (setting.secret() ? " A secret: it is shown to nobody." : "")
                + (setting.nextStart() ? " Counts from the next start on." : "") + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
    }
}
