package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.ConfigReading.Invalid;
import io.steelyard.config.ConfigReading.Valid;
import io.steelyard.health.HealthCheckKinds;
import io.steelyard.health.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleTest {
    private static final Path EXAMPLE = Path.of("../deploy/example/steelyard.yaml");
    private static final Set<String> LEFT_TO_THE_GUIDES = Set.of(
            "events.syslog[]",
            "events.webhooks[]",
            "events.mail",
            "defaults.accessLog.syslog",
            "virtualServices[].accessLog.syslog");
    private static final String SIGNS = ":-#[]{}&*!|>'\"%@`,?\\ \t\n\u0000\u0085\uFEFF\u2028\uD83D~<0a";

    private final ConfigReader reader = new ConfigReader(TestKinds.ALL);
    private String text = "";

    @BeforeEach
    void readText() throws IOException {
        text = Files.readString(EXAMPLE);
    }

    @Test
    void the_example_is_valid() {
        VirtualServiceConfig service =
                config(reader.read(EXAMPLE)).virtualServices().get(0);

        assertThat(service.healthChecks().get(0).hosts()).hasSize(2);
        assertThat(service.realServers()).hasSize(2);
    }

    @Test
    void it_is_valid_for_the_health_checks_that_are_installed_and_so_is_what_it_leaves_out() {
        ConfigReader installed = ConfigReader.withInstalledKinds();

        assertThat(installed.read(EXAMPLE)).isInstanceOf(Valid.class);
        assertThat(installed.read("uncommented", uncommented())).isInstanceOf(Valid.class);
    }

    @Test
    void the_settings_it_leaves_out_show_the_defaults() {
        String uncommented = uncommented();

        assertThat(uncommented).isNotEqualTo(text);
        assertThat(withoutWritten(config(reader.read("uncommented", uncommented))))
                .isEqualTo(withoutWritten(config(reader.read("example", text))));
    }

    @Test
    void it_mentions_every_setting_there_is() {
        Stream<Setting<?>> settings = ConfigSettings.of(HealthCheckKinds.of(List.of())).stream()
                .filter(group -> !LEFT_TO_THE_GUIDES.contains(group.path()))
                .flatMap(group -> group.settings().stream())
                .filter(setting -> setting != ErrorPageConfig.FILE); // stands in place of the page itself

        assertThat(settings.map(Setting::key)).allMatch(key -> text.matches("(?s).*[\\n{,][ -]*#?" + key + ": .*"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void however_it_is_mangled_it_is_valid_or_its_problems_are_told(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            String mangled = mangled(text, random);
            ConfigReading reading = reader.read("mangled", mangled);
            if (reading instanceof Invalid invalid) {
                assertThat(invalid.problems())
                        .as("seed %s, round %s", seed, round)
                        .allMatch(problem -> problem.toString().matches("mangled(:\\d+)?: \\P{C}+"));
            }
        }
    }

    private String uncommented() {
        return text.replaceAll("(?m)^( *)#(?=[a-zA-Z])", "$1");
    }

    private static String mangled(String text, Random random) {
        StringBuilder mangled = new StringBuilder(text);
        int edits = 1 + random.nextInt(8);
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(mangled.length());
            int end = Math.min(mangled.length(), at + 1 + random.nextInt(40));
            switch (random.nextInt(5)) {
                case 0 -> mangled.delete(at, end);
                case 1 -> mangled.insert(random.nextInt(mangled.length()), mangled.substring(at, end));
                case 2 -> mangled.setCharAt(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
                case 3 -> mangled.insert(at, SIGNS.charAt(random.nextInt(SIGNS.length())));
                default -> mangled.insert(at, "\n" + " ".repeat(random.nextInt(9)));
            }
        }
        return mangled.toString();
    }

    private static ApplianceConfig config(ConfigReading reading) {
        assertThat(reading).isInstanceOf(Valid.class);
        return ((Valid) reading).config();
    }

    /** Every value that counts, without the memory of which of them were written. */
    private static List<Object> withoutWritten(ApplianceConfig config) {
        return List.of(
                config.admin(),
                config.defaultHealth(),
                config.events(),
                config.virtualServices().stream()
                        .map(ExampleTest::withoutWritten)
                        .toList());
    }

    private static VirtualServiceConfig withoutWritten(VirtualServiceConfig service) {
        List<HealthCheckConfig> bare = service.healthChecks().stream()
                .map(check -> new HealthCheckConfig(check.type(), check.check(), check.hosts(), Map.of()))
                .toList();
        return new VirtualServiceConfig(
                service.name(),
                service.address(),
                service.port(),
                service.type(),
                service.scheduling(),
                service.health(),
                bare,
                service.realServers(),
                service.http(),
                service.availability(),
                service.distribution());
    }
}
