package io.steelyard.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.admin.AccessFixture.Answer;
import io.steelyard.admin.AccessFixture.Browser;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users and tokens, through a real socket. */
class UsersAndTokensTest {
    private static final String BERTA =
            "{\"name\": \"berta\", \"role\": \"viewer\", \"password\": \"battery staple horse\"}";

    private AccessFixture admin;
    private Browser anna;

    @BeforeEach
    void start() throws Exception {
        admin = new AccessFixture();
        anna = admin.setUp();
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void a_user_is_made_shown_changed_and_removed() throws Exception {
        assertThat(anna.post("/api/v1/users", BERTA).status()).isEqualTo(201);
        assertThat(anna.get("/api/v1/users").json().findValuesAsText("name")).containsExactly("anna", "berta");
        assertThat(anna.put("/api/v1/users/berta", "{\"name\": \"berta\", \"role\": \"operator\"}")
                        .json()
                        .path("role")
                        .asText())
                .isEqualTo("operator");
        assertThat(anna.delete("/api/v1/users/berta").status()).isEqualTo(204);
        assertThat(anna.get("/api/v1/users/berta").status()).isEqualTo(404);
    }

    @Test
    void a_name_is_given_once() throws Exception {
        anna.post("/api/v1/users", BERTA);

        assertThat(anna.post("/api/v1/users", BERTA.replace("berta", "Berta")).status())
                .isEqualTo(409);
    }

    @Test
    void the_last_administrator_can_not_be_removed_or_disabled() throws Exception {
        assertThat(anna.delete("/api/v1/users/anna").status()).isEqualTo(409);
        assertThat(anna.put("/api/v1/users/anna", "{\"role\": \"viewer\"}").status())
                .isEqualTo(409);
        assertThat(anna.get("/api/v1/users").status()).isEqualTo(200);
    }

    @Test
    void a_change_of_users_who_have_changed_meanwhile_is_refused() throws Exception {
        anna.post("/api/v1/users", BERTA);
        String tag = anna.get("/api/v1/users/berta").header("etag");
        anna.put("/api/v1/users/berta", "{\"role\": \"operator\"}");

        Answer stale = anna.send("PUT", "/api/v1/users/berta", "{\"role\": \"viewer\"}", "If-Match", tag);

        assertThat(stale.status()).isEqualTo(412);
        String now = anna.get("/api/v1/users/berta").header("etag");
        assertThat(anna.send("PUT", "/api/v1/users/berta", "{\"role\": \"viewer\"}", "If-Match", now)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"../x\", \"role\": \"viewer\", \"password\": \"battery staple horse\"}",
                "{\"name\": \"\", \"role\": \"viewer\", \"password\": \"battery staple horse\"}",
                "{\"name\": \"berta\", \"role\": \"root\", \"password\": \"battery staple horse\"}",
                "{\"name\": \"berta\", \"role\": \"viewer\", \"password\": \"short\"}",
                "{\"name\": \"berta\", \"role\": \"viewer\"}",
                "{\"name\": \"berta\", \"role\": \"viewer\", \"disabled\": \"yes\", \"password\": \"battery staple horse\"}"
            })
    void a_user_who_cannot_be_is_refused_with_the_culprit(String body) throws Exception {
        Answer answer = anna.post("/api/v1/users", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("path").asText()).isIn("name", "role", "password", "disabled");
    }

    @Test
    void an_administrator_gives_another_user_a_password_and_stays_who_it_was() throws Exception {
        anna.post("/api/v1/users", BERTA);
        Answer answer = anna.put("/api/v1/users/berta/password", "{\"password\": \"staple horse battery\"}");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("set-cookie")).isEmpty();
        assertThat(anna.get("/api/v1/session").json().path("user").asText()).isEqualTo("anna");
        assertThat(admin.browser().logOn("berta", "staple horse battery").status())
                .isEqualTo(200);
    }

    @Test
    void a_token_is_shown_once_and_lets_a_program_in_until_it_expires() throws Exception {
        Answer made = anna.post(
                "/api/v1/tokens",
                "{\"name\": \"robot\", \"role\": \"administrator\", \"expires\": \"2026-01-02T00:00:00Z\"}");
        String token = made.json().path("token").asText();

        assertThat(made.status()).isEqualTo(201);
        assertThat(token).startsWith("sty_").hasSizeGreaterThan(40);
        assertThat(with(token, "GET", "/api/v1/status").status()).isEqualTo(200);
        assertThat(with(token, "DELETE", "/api/v1/users/nobody").status()).isEqualTo(404);
        Answer listed = anna.get("/api/v1/tokens");
        assertThat(listed.http().body()).doesNotContain(token);
        assertThat(listed.json().at("/tokens/0/lastUsed").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(listed.json().at("/tokens/0/madeBy").asText()).isEqualTo("anna");

        admin.clock.advance(Duration.ofDays(1));

        Answer expired = with(token, "GET", "/api/v1/status");
        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.header("www-authenticate")).startsWith("Bearer");
    }

    @Test
    void a_token_that_is_taken_back_lets_nobody_in() throws Exception {
        String token = anna.post(
                        "/api/v1/tokens",
                        "{\"name\": \"robot\", \"role\": \"viewer\", \"expires\": \"2026-01-02T00:00:00Z\"}")
                .json()
                .path("token")
                .asText();
        assertThat(with(token, "GET", "/api/v1/users").status()).isEqualTo(403);
        assertThat(with(token, "GET", "/metrics").status()).isEqualTo(200);

        anna.delete("/api/v1/tokens/robot");

        assertThat(with(token, "GET", "/api/v1/status").status()).isEqualTo(401);
    }

    @Test
    void a_flood_of_wrong_tokens_is_told_to_the_audit_and_does_not_fill_it() throws Exception {
        for (int i = 0; i < 50; i++) {
            with("sty_wrong" + i, "GET", "/api/v1/status");
        }

        assertThat(anna.get("/api/v1/audit").json().findValuesAsText("what")).containsExactly("set-up", "token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-12-31T00:00:00Z", "2100-01-01T00:00:00Z", "tomorrow", ""})
    void a_token_has_an_end_that_is_to_come_and_not_too_far(String expires) throws Exception {
        Answer answer = anna.post(
                "/api/v1/tokens", "{\"name\": \"robot\", \"role\": \"viewer\", \"expires\": \"" + expires + "\"}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("path").asText()).isEqualTo("expires");
    }

    private Answer with(String token, String method, String path) throws Exception {
        return admin.browser().send(method, path, null, "Authorization", "Bearer " + token);
    }
}
