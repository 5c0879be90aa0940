package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.AccessLogConfig.Format;
import io.steelyard.config.AccessLogTarget.Stdout;
import io.steelyard.config.AccessLogTarget.Syslog;
import io.steelyard.config.AccessLogTarget.ToFile;
import io.steelyard.config.ConfigReading.Invalid;
import io.steelyard.config.ConfigReading.Valid;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessLogConfigTest {
    private static ConfigReading read(String defaults, String... services) {
        StringBuilder text = new StringBuilder("defaults: { accessLog: " + defaults + " }\nvirtualServices:\n");
        for (int i = 0; i < services.length; i++) {
            text.append("  - { name: s")
                    .append(i)
                    .append(", address: 127.0.0.1, port: ")
                    .append(8000 + i)
                    .append(", accessLog: ")
                    .append(services[i])
                    .append(" }\n");
        }
        return new ConfigReader(TestKinds.ALL).read("test", text.toString());
    }

    private static List<AccessLogConfig> logs(String defaults, String... services) {
        assertThat(read(defaults, services)).isInstanceOf(Valid.class);
        return ((Valid) read(defaults, services))
                .config().virtualServices().stream()
                        .map(service -> service.http().accessLog())
                        .toList();
    }

    private static List<String> problems(String defaults, String... services) {
        assertThat(read(defaults, services)).isInstanceOf(Invalid.class);
        return ((Invalid) read(defaults, services))
                .problems().stream()
                        .map(problem -> problem.path() + ": " + problem.message())
                        .toList();
    }

    @Test
    void nothing_is_logged_unless_it_is_said() {
        assertThat(logs("{}", "{}")).containsExactly(AccessLogConfig.DEFAULT);
        assertThat(AccessLogConfig.DEFAULT.format()).isEqualTo(Format.OFF);
    }

    @Test
    void a_virtual_service_has_what_holds_for_all_and_changes_what_it_says() {
        List<AccessLogConfig> logs = logs(
                "{ format: json, file: { path: /var/log/a.log, keep: 3 } }",
                "{}",
                "{ format: combined }",
                "{ format: off }",
                "{ to: stdout }",
                "{ format: template, template: '{client}', syslog: { server: 192.0.2.9 } }");
        ToFile file = new ToFile("/var/log/a.log", 100 << 20, Duration.ZERO, 3);

        assertThat(logs)
                .extracting(AccessLogConfig::format)
                .containsExactly(Format.JSON, Format.COMBINED, Format.OFF, Format.JSON, Format.TEMPLATE);
        assertThat(logs.subList(0, 4))
                .extracting(AccessLogConfig::target)
                .containsExactly(file, file, file, new Stdout());
        assertThat(logs.get(4).target()).isInstanceOf(Syslog.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            { format: jsn }                                | .format: | did you mean 'json'?
            { format: template }                           | .template: | this is missing
            { format: template, template: '{clinet}' }     | .template: | did you mean 'client'?
            { format: template, template: 'x {client' }    | .template: | never closed
            { format: template, template: 'a } {client}' } | .template: | stands alone
            { format: template, template: 'plain' }        | .template: | has 0 fields
            { format: template, template: '{header.}' }    | .template: | not the name of a header field
            { file: { path: /var/log/ } }                  | .file.path: | the path of a file
            { file: { keep: 2 } }                          | .file.path: | this is missing
            { file: { path: a, maxSize: 1B } }             | .file.maxSize: | a size from 64KiB
            { to: file }                                   | .file.path: | this is missing
            { to: syslog }                                 | .syslog.server: | this is missing
            { file: { path: a }, syslog: { server: b } }   | : | must say which
            { fil: { path: a } }                           | .fil: | did you mean 'file'?
            """)
    void what_is_wrong_is_named(String log, String path, String message) {
        assertThat(problems("{}", log))
                .singleElement()
                .asString()
                .startsWith("virtualServices[0].accessLog" + path)
                .contains(message);
    }

    @Test
    void two_that_write_one_file_must_agree_on_how_it_is_kept() {
        assertThat(logs("{}", "{ format: json, file: { path: a } }", "{ format: json, file: { path: a } }"))
                .hasSize(2);
        assertThat(problems(
                        "{}", "{ format: json, file: { path: a } }", "{ format: json, file: { path: a, keep: 1 } }"))
                .singleElement()
                .asString()
                .contains("is written by virtualServices[0] too");
    }
}
