package io.steelyard.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.admin.access.Access;
import io.steelyard.admin.access.Caller;
import io.steelyard.admin.access.Permissions;
import io.steelyard.admin.access.Role;
import io.steelyard.config.AdminConfig;
import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.HealthTimes;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what: every endpoint of a whole appliance, asked by nobody and by a token of each role. */
class AuthorisationTest {
    private static final String TABLE = """
            GET    /                                                       nobody
            GET    /assets/page.css                                        nobody
            GET    /healthz                                                nobody
            GET    /metrics                                                nobody
            POST   /api/v1/session                                         nobody
            POST   /api/v1/setup                                           nobody
            DELETE /api/v1/session                                         viewer
            GET    /api/v1/status                                          viewer
            GET    /api/v1/events                                          viewer
            GET    /api/v1/journal                                         viewer
            GET    /api/v1/maintenance                                     viewer
            POST   /api/v1/maintenance                                     operator
            POST   /api/v1/health-checks/try                               operator
            GET    /api/v1/virtual-services/x/diagnoses                    viewer
            GET    /api/v1/virtual-services/x/cells/y/z                    viewer
            POST   /api/v1/virtual-services/x/cells/y/z/probe              operator
            GET    /api/v1/virtual-services/x/sessions                     viewer
            DELETE /api/v1/virtual-services/x/sessions                     operator
            DELETE /api/v1/virtual-services/x/sessions/y                   operator
            GET    /api/v1/virtual-services/x/why                          viewer
            GET    /api/v1/configuration                                   viewer
            PUT    /api/v1/configuration                                   administrator
            GET    /api/v1/configuration/problem                           viewer
            GET    /api/v1/configuration/pending                           viewer
            POST   /api/v1/configuration/confirm                           administrator
            POST   /api/v1/configuration/rollback                          administrator
            GET    /api/v1/virtual-services                                viewer
            POST   /api/v1/virtual-services                                administrator
            GET    /api/v1/virtual-services/x                              viewer
            PUT    /api/v1/virtual-services/x                              administrator
            PATCH  /api/v1/virtual-services/x                              administrator
            DELETE /api/v1/virtual-services/x                              administrator
            POST   /api/v1/virtual-services/x/real-servers                 administrator
            DELETE /api/v1/virtual-services/x/real-servers/y               administrator
            POST   /api/v1/virtual-services/x/health-checks                administrator
            DELETE /api/v1/virtual-services/x/health-checks/0              administrator
            GET    /api/v1/revisions                                       viewer
            GET    /api/v1/revisions/1/diff                                viewer
            POST   /api/v1/revisions/1/restore                             administrator
            GET    /api/v1/settings                                        viewer
            GET    /api/v1/openapi.json                                    viewer
            GET    /api/v1/statistics                                      viewer
            GET    /api/v1/system                                          viewer
            POST   /api/v1/health-checks/preview                           administrator
            GET    /api/v1/backup                                          administrator
            POST   /api/v1/backup                                          administrator
            POST   /api/v1/captures                                        administrator
            GET    /api/v1/users                                           administrator
            POST   /api/v1/users                                           administrator
            GET    /api/v1/users/x                                         administrator
            PUT    /api/v1/users/x                                         administrator
            DELETE /api/v1/users/x                                         administrator
            PUT    /api/v1/users/x/password                                administrator
            GET    /api/v1/tokens                                          administrator
            POST   /api/v1/tokens                                          administrator
            DELETE /api/v1/tokens/x                                        administrator
            GET    /api/v1/audit                                           administrator
            """;

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Map<Role, String> TOKENS = new EnumMap<>(Role.class);
    private static @Nullable Appliance appliance;

    @BeforeAll
    static void start() throws CannotStart {
        Appliance started =
                Appliance.start(new ApplianceConfig(new AdminConfig("127.0.0.1", 0), HealthTimes.DEFAULT, List.of()));
        appliance = started;
        Access access = started.access();
        access.addUser("anna", Role.ADMINISTRATOR, false, "correct horse battery")
                .join();
        for (Role role : Role.values()) {
            Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
            TOKENS.put(
                    role,
                    access.addToken(role.word(), role, tomorrow, Caller.open("127.0.0.1"))
                            .secret());
        }
    }

    @AfterAll
    static void stop() {
        running().close();
    }

    @Test
    void every_endpoint_of_the_server_is_in_the_table_of_permissions() {
        assertThat(running().endpoints()).hasSizeGreaterThan(20).allSatisfy(endpoint -> {
            String[] parts = endpoint.split(" ", -1);
            assertThat(Permissions.of(parts[0], parts[1])).as(endpoint).isNotNull();
        });
    }

    @Test
    void nothing_that_is_in_no_table_is_for_anybody() {
        assertThat(Permissions.of("GET", "/api/v1/secrets")).isNull();
        assertThat(Permissions.of("DELETE", "/api/v1/status")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"nobody", "VIEWER", "OPERATOR", "ADMINISTRATOR"})
    void each_role_gets_through_where_the_table_says_and_nowhere_else(String who) throws Exception {
        Role role = who.equals("nobody") ? null : Role.valueOf(who);
        Set<String> wrong = new TreeSet<>();
        for (String line : TABLE.lines().toList()) {
            String[] row = line.trim().split(" +", -1);
            Role needed = Role.of(row[2]);
            int status = status(row[0], row[1], role);
            if (needed == null || (role != null && role.compareTo(needed) >= 0)) {
                // Coming in without saying who, or from nowhere, has its own answers; the gate's are these two.
                if (status == 403 || (status == 401 && role != null)) {
                    wrong.add(line.trim() + ": " + status);
                }
            } else if (status != (role == null ? 401 : 403)) {
                wrong.add(line.trim() + ": " + status);
            }
        }

        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/status",
        "POST, /api/v1/maintenance",
        "DELETE, /api/v1/users/x",
        "GET, /api/v1/audit",
        "PUT, /api/v1/users/x/password"
    })
    void a_token_that_is_made_up_gets_nowhere(String method, String path) throws Exception {
        HttpRequest.Builder request = request(method, path).header("Authorization", "Bearer sty_" + "A".repeat(43));

        assertThat(CLIENT.send(request.build(), BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    private static int status(String method, String path, @Nullable Role role) throws Exception {
        HttpRequest.Builder request = request(method, path);
        if (role != null) {
            request.header("Authorization", "Bearer " + TOKENS.get(role));
        }
        HttpResponse<InputStream> answer = CLIENT.send(request.build(), BodyHandlers.ofInputStream());
        answer.body().close(); // a stream of events would never end
        return answer.statusCode();
    }

    private static HttpRequest.Builder request(String method, String path) {
        return HttpRequest.newBuilder(URI.create(running().pageUrl()).resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.noBody());
    }

    private static Appliance running() {
        return Objects.requireNonNull(appliance);
    }
}
