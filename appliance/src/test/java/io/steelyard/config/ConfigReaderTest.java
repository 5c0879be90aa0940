package io.steelyard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.config.ConfigReading.Invalid;
import io.steelyard.config.ConfigReading.Valid;
import io.steelyard.health.HostPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
    private final ConfigReader reader = new ConfigReader(TestKinds.ALL);

    @Test
    void what_is_written_is_what_the_records_hold() {
        ApplianceConfig config = valid("""
                admin: { address: "::1", port: 9443 }
                defaults:
                  health: { interval: 10s, rise: 4 }
                virtualServices:
                  - name: surveyor
                    address: 192.0.2.1
                    port: 8080
                    type: http
                    scheduling: weighted-round-robin
                    health: { interval: 2s }
                    healthChecks:
                      - type: http
                        path: /up
                        location: ^a
                        hosts:
                          - Ntrip.Surveyor.LAB
                          - { name: www.surveyor.lab, policy: required, location: ^b }
                      - type: tcp
                    realServers:
                      - { address: 192.0.2.21, port: 81, weight: 7, enabled: false }
                      - address: 2001:DB8:0::22
                    timeouts: { head: 11s, serverIdle: 2m }
                    limits: { headBytes: 64KiB, bodyRate: 0 }
                """);

        assertThat(config.admin()).isEqualTo(new AdminConfig("::1", 9443));
        assertThat(config.defaultHealth().rise()).isEqualTo(4);
        VirtualServiceConfig service = config.virtualServices().get(0);
        assertThat(service.port()).isEqualTo(8080);
        assertThat(service.scheduling()).isEqualTo(Scheduling.WEIGHTED_ROUND_ROBIN);
        assertThat(service.health())
                .isEqualTo(new HealthTimes(
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(3),
                        4,
                        3));
        assertThat(service.healthChecks().get(0))
                .isEqualTo(new HealthCheckConfig(
                        "http",
                        TestKinds.question("/up", "^a"),
                        List.of(
                                new HostCheckConfig(
                                        "ntrip.surveyor.lab", HostPolicy.OWN_TRAFFIC, TestKinds.question("/up", "^a")),
                                new HostCheckConfig(
                                        "www.surveyor.lab",
                                        HostPolicy.REQUIRED,
                                        TestKinds.question("/up", "^b"),
                                        Map.of("location", "^b"))),
                        Map.of("path", "/up", "location", "^a")));
        assertThat(service.realServers())
                .containsExactly(
                        new RealServerConfig("192.0.2.21", 81, 7, false),
                        new RealServerConfig("2001:db8::22", 80, 1000, true));
        assertThat(service.timeouts().head()).isEqualTo(Duration.ofSeconds(11));
        assertThat(service.timeouts().serverIdle()).isEqualTo(Duration.ofMinutes(2));
        assertThat(service.limits()).isEqualTo(new HttpLimits(65536, 100, 0, 100_000, 256));
    }

    @Test
    void an_empty_file_is_an_appliance_with_nothing_but_the_admin_side() {
        assertThat(valid("# nothing yet\n"))
                .isEqualTo(new ApplianceConfig(new AdminConfig("127.0.0.1", 8443), HealthTimes.DEFAULT, List.of()));
    }

    @Test
    void a_virtual_service_may_have_neither_real_servers_nor_checks_and_takes_every_default() {
        VirtualServiceConfig service = valid("virtualServices: [{name: a, address: 0.0.0.0, port: 80}]")
                .virtualServices()
                .get(0);

        assertThat(service)
                .isEqualTo(new VirtualServiceConfig(
                        "a",
                        "0.0.0.0",
                        80,
                        Protocol.HTTP,
                        Scheduling.ROUND_ROBIN,
                        HealthTimes.DEFAULT,
                        List.of(),
                        List.of(),
                        HttpConfig.DEFAULT,
                        AvailabilityConfig.DEFAULT,
                        DistributionConfig.DEFAULT));
    }

    @Test
    void every_problem_is_told_at_once_in_the_files_order() {
        assertThat(problems("""
                        admin: { adress: 127.0.0.1, port: 99999 }
                        virtualService: []
                        defaults:
                          health:
                            interval: 500ms
                        virtualServices:
                          - name: shop
                            address: 192.0.2.1
                            port: 80
                            scheduling: round-robbin
                            realServers:
                              - { address: 192.0.2.21 }
                              - { address: 192.0.2.21, port: 80 }
                              - weight: 70000
                                enabled: yes
                          - name: shop
                            address: 192.0.2.1
                            port: 80
                            type: tcp
                            timeouts: { idle: 75 }
                          - name: my shop
                            realServers: none
                        """))
                .containsExactly(
                        "f.yaml:1: admin.port: '99999' is not allowed here, this must be a whole number from 1 to 65535",
                        "f.yaml:1: admin.adress: this setting is not known here, did you mean 'address'?",
                        "f.yaml:2: virtualService: this setting is not known here, did you mean 'virtualServices'?",
                        "f.yaml:4: defaults.health.fastInterval: '1s' is longer than the interval, which is 500ms",
                        "f.yaml:10: virtualServices[0].scheduling: 'round-robbin' is not allowed here, this must be one"
                                + " of round-robin, weighted-round-robin, least-connection, weighted-least-connection,"
                                + " fixed-weighting, weighted-response-time, resource, source-ip-hash, uri-hash,"
                                + " header-hash, random-two, did you mean 'round-robin'?",
                        "f.yaml:13: virtualServices[0].realServers[1]: '192.0.2.21:80' is taken already by"
                                + " virtualServices[0].realServers[0]",
                        "f.yaml:14: virtualServices[0].realServers[2].address: this is missing, it must be the real"
                                + " server's IP address or name",
                        "f.yaml:14: virtualServices[0].realServers[2].weight: '70000' is not allowed here, this must be"
                                + " a whole number from 0 to 65535",
                        "f.yaml:15: virtualServices[0].realServers[2].enabled: 'yes' is not allowed here, this must be"
                                + " true or false",
                        "f.yaml:16: virtualServices[1].name: 'shop' is taken already by virtualServices[0]",
                        "f.yaml:18: virtualServices[1].port: '192.0.2.1:80' is taken already by virtualServices[0]",
                        "f.yaml:19: virtualServices[1].type: 'tcp' is not available yet, for now a virtual service must"
                                + " be of type http",
                        "f.yaml:20: virtualServices[1].timeouts.idle: '75' is not a time: write a whole number and a"
                                + " unit, such as 500ms, 5s, 2m, 1h or 7d",
                        "f.yaml:21: virtualServices[2].name: 'my shop' is not allowed here, this must be a name of at"
                                + " most 64 letters, digits, dots, hyphens and underscores, a letter or digit first",
                        "f.yaml:21: virtualServices[2].address: this is missing, it must be an IP address of this"
                                + " machine, or 0.0.0.0 for all of them",
                        "f.yaml:21: virtualServices[2].port: this is missing, it must be a whole number from 1 to 65535",
                        "f.yaml:22: virtualServices[2].realServers: this must be a list, each line of it starting with"
                                + " '- '");
    }

    @Test
    void health_checks_are_refused_where_they_are_wrong_and_each_thing_once() {
        assertThat(problems("""
                        virtualServices:
                          - name: shop
                            address: 192.0.2.1
                            port: 80
                            healthChecks:
                              - type: htpp
                                hosts: ["http://a.lab/"]
                              - type: http
                                paht: /
                                method: PUT
                                host: a.lab
                                hosts:
                                  - a.lab
                                  - A.lab
                                  - { name: "b.lab:80", polcy: required }
                                  - name: c.lab
                                    policy: optional
                                    location: "("
                                    type: tcp
                              - type: http
                                location: ^a
                                hosts:
                                  - { name: d.lab, method: GET }
                                  - [e.lab]
                              - type: tcp
                                hosts: [a.lab]
                              - type: broken
                              - path: /
                        """))
                .containsExactly(
                        "f.yaml:6: virtualServices[0].healthChecks[0].type: 'htpp' is not a known health check, this"
                                + " must be one of broken, http, tcp, did you mean 'http'?",
                        "f.yaml:7: virtualServices[0].healthChecks[0].hosts[0].name: 'http://a.lab/' is more than a"
                                + " host name, write it without http:// and without a path",
                        "f.yaml:9: virtualServices[0].healthChecks[1].paht: this setting is not known here, did you"
                                + " mean 'path'?",
                        "f.yaml:10: virtualServices[0].healthChecks[1].method: 'PUT' is not allowed here, this must be"
                                + " one of head, get",
                        "f.yaml:11: virtualServices[0].healthChecks[1].host: this setting is not known here, did you"
                                + " mean 'hosts'?",
                        "f.yaml:14: virtualServices[0].healthChecks[1].hosts[1].name: 'a.lab' is taken already by"
                                + " virtualServices[0].healthChecks[1].hosts[0]",
                        "f.yaml:15: virtualServices[0].healthChecks[1].hosts[2].name: 'b.lab:80' is more than a host"
                                + " name, write it without the port",
                        "f.yaml:15: virtualServices[0].healthChecks[1].hosts[2].polcy: this setting is not known here,"
                                + " did you mean 'policy'?",
                        "f.yaml:17: virtualServices[0].healthChecks[1].hosts[3].policy: 'optional' is not allowed here,"
                                + " this must be one of own-traffic, required, informational",
                        "f.yaml:18: virtualServices[0].healthChecks[1].hosts[3].location: not a regular expression:"
                                + " Unclosed group at character 1",
                        "f.yaml:19: virtualServices[0].healthChecks[1].hosts[3].type: this setting is not known here",
                        "f.yaml:23: virtualServices[0].healthChecks[2].hosts[0].location: a location goes with HEAD only",
                        "f.yaml:24: virtualServices[0].healthChecks[2].hosts[1]: '[e.lab]' is not allowed here, this"
                                + " must be a group of settings",
                        "f.yaml:26: virtualServices[0].healthChecks[3].hosts: a health check of type tcp does not ask"
                                + " by host name, leave the hosts out",
                        "f.yaml:27: virtualServices[0].healthChecks[4]: the health check 'broken' cannot take these"
                                + " settings: no licence",
                        "f.yaml:28: virtualServices[0].healthChecks[5].type: this is missing, it must be text of at"
                                + " most 64 characters");
    }

    @Test
    void a_file_that_cannot_be_read_is_a_problem_of_the_file(@TempDir Path folder) throws IOException {
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE4});
        Path huge = Files.write(folder.resolve("huge.yaml"), new byte[ConfigReader.MAX_BYTES + 1]);

        assertThat(texts(reader.read(folder.resolve("none.yaml"))))
                .containsExactly(folder.resolve("none.yaml") + ": there is no such file");
        assertThat(texts(reader.read(folder))).singleElement().asString().contains("this file cannot be read");
        assertThat(texts(reader.read(latin))).containsExactly(latin + ": this file is not text in UTF-8");
        assertThat(texts(reader.read(huge))).containsExactly(huge + ": this file is longer than 4 MiB");
    }

    @Test
    void more_problems_than_anybody_reads_are_counted() {
        List<String> problems = problems("odd%d: 1\n".repeat(5000).formatted(numbers(5000)));

        assertThat(problems).hasSize(ConfigReader.MAX_PROBLEMS + 1);
        assertThat(problems.get(0)).startsWith("f.yaml:1: odd0: ");
        assertThat(problems.get(ConfigReader.MAX_PROBLEMS)).isEqualTo("f.yaml: there are 4900 more problems");
    }

    @Test
    void what_a_file_holds_cannot_write_to_the_terminal_or_flood_it() {
        String problem = problems("\"\\e[31m\": 1\nadmin: { address: " + "x".repeat(100_000) + " }")
                .toString();

        assertThat(problem).contains("f.yaml:1: ?[31m: ").hasSizeLessThan(2000).matches("\\P{C}+");
    }

    @Test
    void a_record_made_by_code_refuses_what_the_file_may_not_hold_and_names_it() {
        assertThatThrownBy(() -> new RealServerConfig("192.0.2.1", 80, -1, true))
                .hasMessage("weight: '-1' is not allowed here, this must be a whole number from 0 to 65535");
        assertThatThrownBy(() -> new AdminConfig("localhost", 1))
                .hasMessage("address: 'localhost' is not an IP address, write one such as 192.0.2.10 or 2001:db8::10");
        assertThatThrownBy(() -> new ApplianceConfig(
                        new AdminConfig("127.0.0.1", 1),
                        HealthTimes.DEFAULT,
                        List.of(valid("virtualServices: [{name: a, address: 127.0.0.1, port: 1}]")
                                .virtualServices()
                                .get(0))))
                .hasMessage("virtualServices[0]: '127.0.0.1:1' is taken already by admin");
    }

    @Test
    void from_code_any_free_port_can_be_asked_for() {
        assertThat(new AdminConfig("127.0.0.1", 0).port()).isZero();
    }

    private static Object[] numbers(int count) {
        return java.util.stream.IntStream.range(0, count).boxed().toArray();
    }

    private ApplianceConfig valid(String text) {
        ConfigReading reading = reader.read("f.yaml", text);
        assertThat(reading).isInstanceOf(Valid.class);
        return ((Valid) reading).config();
    }

    private List<String> problems(String text) {
        return texts(reader.read("f.yaml", text));
    }

    private static List<String> texts(ConfigReading reading) {
        assertThat(reading).isInstanceOf(Invalid.class);
        return ((Invalid) reading)
                .problems().stream().map(ConfigProblem::toString).toList();
    }
}
