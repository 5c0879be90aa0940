package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.AvailabilityConfig;
import io.steelyard.config.CapacityConfig;
import io.steelyard.config.DistributionConfig;
import io.steelyard.config.HttpConfig;
import io.steelyard.config.OriginConfig;
import io.steelyard.config.RealServerConfig;
import io.steelyard.config.VirtualServiceConfig;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What differs between two configurations, as operations and in words. */
class PlanTest {

    /** {@code name: port [real servers] settings}, several with semicolons in between; what follows + is set on a real server. */
    private static ApplianceConfig config(String words) {
        StringBuilder yaml = new StringBuilder("virtualServices:\n");
        for (String service : words.isEmpty() ? new String[0] : words.split("; ", -1)) {
            String name = service.substring(0, service.indexOf(':'));
            int open = service.indexOf('[');
            int close = service.indexOf(']');
            yaml.append("  - name: ").append(name).append("\n    address: 192.0.2.1\n    port: ");
            yaml.append(service.substring(name.length() + 1, open).strip()).append("\n    realServers:\n");
            for (String server : service.substring(open + 1, close).split(", ", -1)) {
                String[] parts = server.split("\\+", -1);
                yaml.append("      - { address: 192.0.2.2").append(parts[0]).append(", ");
                yaml.append(parts.length == 1 ? "" : parts[1]).append(" }\n");
            }
            String settings = service.substring(close + 1).strip();
            yaml.append(settings.isEmpty() ? "" : "    " + settings.replace("|", "\n    ") + "\n");
        }
        return ConfigStage.read(words.isEmpty() ? "virtualServices: []\n" : yaml.toString());
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource(
            delimiter = '^',
            quoteCharacter = '`',
            value = {
                "a: 80 [1, 2] ^ a: 80 [1, 2] ^ changes nothing",
                "a: 80 [1, 2] ^ a: 80 [1, 2]; b: 81 [3] ^ opens 1 listener, closes nothing",
                "a: 80 [1, 2]; b: 81 [3] ^ a: 80 [1, 2] ^ removes 1 virtual service, closes 1 listener",
                "a: 80 [1, 2] ^ a: 81 [1, 2] ^ opens 1 listener, closes 1 listener",
                "a: 80 [1, 2] ^ b: 80 [1, 2] ^ makes 1 change in place, removes 1 virtual service, closes nothing",
                "a: 80 [1]; b: 81 [2] ^ a: 81 [1]; b: 80 [2] ^ makes 2 changes in place, closes nothing",
                "a: 80 [1, 2] ^ a: 80 [1, 2, 3] ^ adds 1 real server, closes nothing",
                "a: 80 [1, 2, 3] ^ a: 80 [1] ^ drains 2 real servers with 14 connections, closes nothing",
                "a: 80 [1, 2] ^ a: 80 [1, 2+weight: 5] ^ makes 1 change in place, closes nothing",
                "a: 80 [1, 2] ^ a: 80 [1, 2+enabled: false] ^ makes 1 change in place, closes nothing",
                "a: 80 [1, 2] ^ a: 80 [1, 2] scheduling: least-connection ^ makes 1 change in place, closes nothing",
                "a: 80 [1] healthChecks: [{ type: tcp }] ^ a: 80 [1] healthChecks: [{ type: tcp }] ^ changes nothing",
                "a: 80 [1] healthChecks: [{ type: http }] ^ a: 80 [1] healthChecks: [{ type: http, path: /x }] ^ makes 1 change in place, closes nothing"
            })
    void the_gist_of_a_plan_is_one_line(String was, String now, String gist) {
        Plan plan = Plan.between(config(was.strip()), config(now.strip()));

        assertThat(plan.summary((service, server) -> 7)).isEqualTo(gist);
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(
            delimiter = '^',
            quoteCharacter = '`',
            value = {
                "a: 80 [1, 2] ^ a: 80 [1, 2]; b: 81 [3] ^ opens 192.0.2.1:81 for b / adds the virtual service b with 1 real server",
                "a: 80 [1]; b: 81 [3] ^ a: 80 [1] timeouts: { drain: 5s } ^ changes timeouts of a in place / closes 192.0.2.1:81, which was for b; clients there finish what they are at / removes the virtual service b; requests under way have 30s to end",
                "a: 80 [1] ^ b: 80 [1] ^ adds the virtual service b with 1 real server / gives new clients of 192.0.2.1:80 to b instead of a / removes the virtual service a; requests under way have 30s to end",
                "a: 80 [1, 2] ^ a: 80 [1+weight: 5, 3] ^ adds the real server 192.0.2.23:80 to a / changes the weight of the real server 192.0.2.21:80 of a from 1000 to 5 / drains and removes the real server 192.0.2.22:80 of a",
                "a: 80 [1] ^ a: 80 [1+maxConnections: 9] ^ changes maxConnections of the real server 192.0.2.21:80 of a from no limit to 9",
                "a: 80 [1+maxRate: 50] ^ a: 80 [1+maxRate: 10] ^ changes maxRate of the real server 192.0.2.21:80 of a from 50 to 10",
                "a: 80 [1+maxConnections: 9] ^ a: 80 [1+weight: 5] ^ changes the real server 192.0.2.21:80 of a: the weight from 1000 to 5 and maxConnections from 9 to no limit",
                "a: 80 [1, 2] ^ a: 80 [1+critical: true, 2] ^ changes the real server 192.0.2.21:80 of a in place",
                "a: 80 [1+enabled: false] ^ a: 80 [1+maxRate: 7] ^ enables the real server 192.0.2.21:80 of a and changes maxRate from no limit to 7",
                "a: 80 [1, 2] ^ a: 80 [1, 2+enabled: false] ^ disables the real server 192.0.2.22:80 of a",
                "a: 80 [1, 2] ^ a: 80 [2, 1] ^ changes the order of the real servers of a in place",
                "a: 80 [1] ^ a: 80 [1] timeouts: { head: 5s }|limits: { fields: 7 }|upgrades: { connect: true }|clients: { requestRate: 5 }|queue: { size: 1 }|retries: { attempts: 1 }|slowStart: 5s|passive: { enabled: true } ^ changes timeouts, limits, upgrades, clients, queue, retries, slowStart and passive of a in place",
                "a: 80 [1] ^ a: 80 [1] healthChecks: [{ type: http }] ^ replaces the health checks of a, which were 0 and will be 1",
                "a: 80 [1] healthChecks: [{ type: http, hosts: [x.y] }] ^ a: 80 [1] healthChecks: [{ type: http, hosts: [z.y] }] ^ changes what the health checks of a ask"
            })
    void a_plan_says_what_it_does_in_the_order_in_which_it_does_it(String was, String now, String sentences) {
        Plan plan = Plan.between(config(was.strip()), config(now.strip()));

        assertThat(String.join(" / ", plan.sentences())).isEqualTo(sentences);
    }

    @Test
    void who_may_use_the_admin_side_waits_for_the_next_start() {
        ApplianceConfig was = ConfigStage.read("virtualServices: []\n");
        ApplianceConfig now = ConfigStage.read("admin: { access: open }\nvirtualServices: []\n");

        assertThat(Plan.between(was, now).sentences())
                .containsExactly(
                        "sets up the admin side as the configuration says at the next start of Steelyard, not before");
    }

    @Test
    void what_the_admin_side_can_not_do_while_it_runs_is_said() {
        ApplianceConfig was = config("a: 80 [1]");
        ApplianceConfig now = ConfigStage.read("admin: { port: 9999 }\nvirtualServices: []\n");

        assertThat(Plan.between(was, now).sentences())
                .contains("moves the admin side to 127.0.0.1:9999 at the next start of Steelyard, not before");
    }

    /** Whoever adds a setting adds it to {@link SettingsDiffer} or {@link Plan}, and here: or it would not be applied. */
    @Test
    void every_part_of_a_configuration_is_compared() {
        assertThat(components(ApplianceConfig.class))
                .containsExactly("admin", "defaultHealth", "virtualServices", "events", "nameServers", "dataPlane");
        assertThat(components(VirtualServiceConfig.class))
                .containsExactly(
                        "name",
                        "address",
                        "port",
                        "type",
                        "scheduling",
                        "health",
                        "healthChecks",
                        "realServers",
                        "http",
                        "availability",
                        "distribution");
        assertThat(components(HttpConfig.class))
                .containsExactly(
                        "timeouts", "limits", "upgrades", "answers", "capacity", "accessLog", "debug", "origin");
        assertThat(components(CapacityConfig.class)).containsExactly("clients", "queue", "retries");
        assertThat(components(OriginConfig.class))
                .containsExactly("forwarding", "proxyProtocol", "requestId", "tracing");
        assertThat(components(AvailabilityConfig.class))
                .containsExactly("combination", "minServersUp", "whenAllDown", "slowStart", "passive", "agent");
        assertThat(components(DistributionConfig.class)).containsExactly("hashing", "persistence", "resource");
        assertThat(components(RealServerConfig.class))
                .as("real servers are compared as a whole")
                .isNotEmpty();
    }

    private static List<String> components(Class<? extends Record> type) {
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }
}
