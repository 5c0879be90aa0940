package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.ConfigReading.Invalid;
import io.steelyard.config.ConfigReading.Valid;
import io.steelyard.health.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleTest {
    private static final Path EXAMPLE = Path.of("../deploy/example/steelyard.yaml");
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
        Stream<Setting<?>> settings = Stream.of(
                AdminConfig.ADDRESS,
                AdminConfig.PORT,
                EventsConfig.MEMORY,
                NameServer.SETTING,
                DataPlaneConfig.TRANSPORT,
                DataPlaneConfig.THREADS,
                RealServerConfig.RESOLVE,
                JournalFileConfig.DIRECTORY,
                JournalFileConfig.MAX_SIZE,
                JournalFileConfig.KEEP,
                JournalFileConfig.SYNC,
                DampingConfig.CHANGES,
                DampingConfig.WINDOW,
                DampingConfig.CALM,
                HealthTimes.INTERVAL,
                HealthTimes.FAST_INTERVAL,
                HealthTimes.CONNECT_TIMEOUT,
                HealthTimes.RESPONSE_TIMEOUT,
                HealthTimes.RISE,
                HealthTimes.FALL,
                VirtualServiceConfig.NAME,
                VirtualServiceConfig.ADDRESS,
                VirtualServiceConfig.PORT,
                VirtualServiceConfig.TYPE,
                VirtualServiceConfig.SCHEDULING,
                DebugConfig.SECRET,
                DebugConfig.CLIENTS,
                AccessLogConfig.FORMAT,
                AccessLogConfig.TEMPLATE,
                AccessLogTarget.TO,
                AccessLogTarget.ToFile.PATH,
                AccessLogTarget.ToFile.MAX_SIZE,
                AccessLogTarget.ToFile.MAX_AGE,
                AccessLogTarget.ToFile.KEEP,
                HashingConfig.HEADER,
                HashingConfig.URI_PART,
                HashingConfig.BOUND_PERCENT,
                SourcePrefix.IPV4,
                SourcePrefix.IPV6,
                PersistenceConfig.TYPE,
                PersistenceConfig.TIMEOUT,
                PersistenceConfig.REFRESH,
                PersistenceConfig.ENTRIES,
                PersistenceConfig.OR_SOURCE_IP,
                PersistBy.NAME,
                PersistBy.Cookie.SECRET,
                PersistBy.Cookie.SAME_SITE,
                PersistBy.Cookie.SECURE,
                PersistBy.Cookie.HTTP_ONLY,
                CheckCombination.RULE,
                CheckCombination.AT_LEAST,
                AvailabilityConfig.MIN_SERVERS_UP,
                AvailabilityConfig.SLOW_START,
                AllDownConfig.CHOICE,
                AgentConfig.PORT,
                AgentConfig.TYPE,
                AgentConfig.PATH,
                AgentConfig.INTERVAL,
                PassiveConfig.ENABLED,
                PassiveConfig.CONNECT_FAILURES,
                PassiveConfig.RESETS,
                PassiveConfig.SERVER_ERRORS,
                PassiveConfig.EJECT_FOR,
                PassiveConfig.MAX_EJECT_FOR,
                PassiveConfig.MAX_EJECTED,
                AllDownConfig.SorryServer.ADDRESS,
                AllDownConfig.SorryServer.PORT,
                AllDownConfig.Redirect.URL,
                AllDownConfig.Redirect.STATUS,
                AnswersConfig.RETRY_AFTER,
                ErrorPageConfig.STATUS,
                ErrorPageConfig.BODY,
                ErrorPageConfig.CONTENT_TYPE,
                RedirectHttpConfig.TO,
                ResourceConfig.PATTERN,
                ResourceConfig.MEANS,
                ResourceConfig.KEEP,
                HealthCheckConfig.TYPE,
                HostCheckConfig.NAME,
                HostCheckConfig.POLICY,
                RealServerConfig.ADDRESS,
                RealServerConfig.PORT,
                RealServerConfig.WEIGHT,
                RealServerConfig.ENABLED,
                RealServerConfig.CRITICAL,
                ServerCapacity.MAX_CONNECTIONS,
                ServerCapacity.MAX_RATE,
                HttpLimits.CONNECTION_RATE,
                HttpLimits.REQUEST_RATE,
                ClientLimits.CONNECTIONS,
                ClientLimits.CONNECTION_RATE,
                ClientLimits.REQUEST_RATE,
                ClientLimits.BURST,
                ClientLimits.ENTRIES,
                ClientLimits.EXCEPTIONS,
                QueueConfig.SIZE,
                QueueConfig.TIMEOUT,
                QueueConfig.LEAVE_ON_CLOSE,
                RetryConfig.ATTEMPTS,
                RetryConfig.BUDGET,
                RetryConfig.MIN_PER_SECOND,
                TimeoutConfig.HEAD,
                TimeoutConfig.BODY,
                TimeoutConfig.IDLE,
                TimeoutConfig.CONNECT,
                TimeoutConfig.RESPONSE,
                TimeoutConfig.WRITE,
                TimeoutConfig.SERVER_IDLE,
                TimeoutConfig.TUNNEL,
                UpgradeConfig.ALLOWED,
                UpgradeConfig.CONNECT,
                UpgradeConfig.CLOSE_ON_DRAIN,
                HttpLimits.HEAD_BYTES,
                HttpLimits.FIELDS,
                HttpLimits.BODY_RATE,
                HttpLimits.CONNECTIONS,
                HttpLimits.IDLE_SERVER_CONNECTIONS,
                ForwardingConfig.STYLE,
                ForwardingConfig.TRUSTED,
                ProxyProtocolConfig.IN,
                ProxyProtocolConfig.FROM,
                ProxyProtocolConfig.OUT,
                RequestIdConfig.ENABLED,
                RequestIdConfig.HEADER,
                RequestIdConfig.ACCEPT,
                RequestIdConfig.IN_RESPONSE,
                TracingConfig.ACCEPT,
                TracingConfig.START);

        assertThat(settings.map(Setting::key)).allMatch(key -> text.matches("(?s).*\\n[ -]*#?" + key + ": .*"));
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
