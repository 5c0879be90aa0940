package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.event.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsConfigTest {
    private final ConfigReader reader = new ConfigReader(TestKinds.ALL);

    private EventsConfig valid(String text) {
        ConfigReading reading = reader.read("test", text);
        assertThat(reading).isInstanceOf(ConfigReading.Valid.class);
        return ((ConfigReading.Valid) reading).config().events();
    }

    @Test
    void left_out_events_are_kept_in_memory_only() {
        assertThat(valid("")).isEqualTo(EventsConfig.DEFAULT);
        assertThat(EventsConfig.DEFAULT.file().directory()).isEmpty();
    }

    @Test
    void the_guides_example_is_valid_and_means_what_it_says() throws IOException {
        String guide = Files.readString(Path.of("../docs/guide/events.md"));
        int start = guide.indexOf("\nevents:\n");

        EventsConfig events = valid(guide.substring(start, guide.indexOf("```", start)));

        MailConfig mail = Objects.requireNonNull(events.mail());
        assertThat(events.syslog().get(0).transport()).isEqualTo(SyslogConfig.Transport.TLS);
        assertThat(events.webhooks().get(0).secret()).isEqualTo("change me");
        assertThat(mail.collect()).isEqualTo(Duration.ofSeconds(30));
        assertThat(mail.least()).isEqualTo(Severity.ERROR);
        assertThat(mail.to()).isEqualTo(List.of("admin@example.com"));
    }

    @Test
    void secrets_stay_out_of_what_is_logged() throws IOException {
        String guide = Files.readString(Path.of("../docs/guide/events.md"));
        int start = guide.indexOf("\nevents:\n");

        assertThat(valid(guide.substring(start, guide.indexOf("```", start))).toString())
                .doesNotContain("change me");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{memory: 1}|events.memory",
                "{syslog: [{}]}|events.syslog[0].server",
                "{syslog: [{server: x, transport: tpc}]}|events.syslog[0].transport",
                "{webhooks: [{url: www.lab}]}|events.webhooks[0].url",
                "{webhooks: [{url: 'http://x/', severity: loud}]}|events.webhooks[0].severity",
                "{mail: {server: x, from: a@b.lab, to: [nobody]}}|events.mail.to",
                "{mail: {server: x, from: a@b.lab, to: [c@d.lab], user: u, password: p}}|events.mail.security",
                "{damping: {changes: 1}}|events.damping.changes",
                "{file: {maxSize: 1KiB}}|events.file.maxSize",
                "{fiel: {}}|events.fiel"
            })
    void what_is_wrong_is_told_with_its_path(String events, String path) {
        ConfigReading reading = reader.read("test", "events: " + events);

        assertThat(reading).isInstanceOf(ConfigReading.Invalid.class);
        assertThat(((ConfigReading.Invalid) reading).problems())
                .extracting(ConfigProblem::path)
                .containsExactly(path);
    }
}
