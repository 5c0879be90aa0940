package io.steelyard.admin;

import static io.steelyard.admin.AccessFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.admin.AccessFixture.Answer;
import io.steelyard.admin.AccessFixture.Browser;
import io.steelyard.event.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Coming and going, through a real socket. */
class LogOnTest {
    private AccessFixture admin;

    @BeforeEach
    void start() throws Exception {
        admin = new AccessFixture();
    }

    @AfterEach
    void stop() {
        admin.close();
    }

    @Test
    void before_the_first_user_whoever_is_on_the_machine_may_look_and_is_told_what_to_do() throws Exception {
        Answer answer = admin.browser().get("/api/v1/session");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("setupNeeded").asBoolean()).isTrue();
        assertThat(admin.browser().get("/api/v1/status").status()).isEqualTo(200);
        assertThat(admin.browser().post("/api/v1/tokens", "{}").status()).isEqualTo(401);
        assertThat(admin.browser().get("/api/v1/users").status()).isEqualTo(401);
        assertThat(admin.browser().get("/").status()).isEqualTo(200);
        assertThat(admin.browser().get("/healthz").status()).isEqualTo(200);
    }

    @Test
    void the_set_up_code_makes_one_administrator_once() throws Exception {
        String code = Objects.requireNonNull(admin.access.setUpCode());
        Browser anna = admin.browser();
        Answer first = anna.post("/api/v1/setup", AccessFixture.setUpBody(code));

        assertThat(first.json().path("role").asText()).isEqualTo("administrator");
        assertThat(anna.get("/api/v1/users").status()).isEqualTo(200);
        assertThat(admin.browser().get("/api/v1/status").status()).isEqualTo(401);
        assertThat(admin.access.setUpCode()).isNull();
        Answer second = admin.browser()
                .post("/api/v1/setup", AccessFixture.setUpBody(code).replace("anna", "mallory"));
        assertThat(second.status()).isEqualTo(409);
        assertThat(admin.access.accounts().book().user("mallory")).isNull();
    }

    @Test
    void the_set_up_code_is_taken_as_people_type_it() throws Exception {
        String code = Objects.requireNonNull(admin.access.setUpCode());
        String typed =
                " " + code.toLowerCase(java.util.Locale.ROOT).replace("-", " ").replace('0', 'o') + " ";

        assertThat(admin.browser()
                        .post("/api/v1/setup", AccessFixture.setUpBody(typed))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_wrong_set_up_code_makes_nobody_and_soon_costs_time() throws Exception {
        Answer last = admin.browser().post("/api/v1/setup", AccessFixture.setUpBody("0000-0000-0000"));
        assertThat(last.status()).isEqualTo(401);
        for (int i = 0; i < 6; i++) {
            last = admin.browser().post("/api/v1/setup", AccessFixture.setUpBody("0000-0000-0000"));
        }

        assertThat(last.status()).isEqualTo(429);
        assertThat(admin.access.accounts().book().hasUsers()).isFalse();
    }

    @Test
    void after_a_hundred_wrong_codes_even_the_right_one_is_refused() throws Exception {
        String code = Objects.requireNonNull(admin.access.setUpCode());
        for (int i = 0; i < 100; i++) {
            admin.clock.advance(Duration.ofHours(2));
            admin.browser().post("/api/v1/setup", AccessFixture.setUpBody("0000-0000-0000"));
        }
        admin.clock.advance(Duration.ofHours(2));

        assertThat(admin.browser()
                        .post("/api/v1/setup", AccessFixture.setUpBody(code))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_weak_first_password_is_refused_and_the_code_stays_good() throws Exception {
        String body = AccessFixture.setUpBody(Objects.requireNonNull(admin.access.setUpCode()));

        Answer weak = admin.browser().post("/api/v1/setup", body.replace(PASSWORD, "secret"));

        assertThat(weak.status()).isEqualTo(422);
        assertThat(weak.json().path("path").asText()).isEqualTo("password");
        assertThat(admin.browser().post("/api/v1/setup", body).status()).isEqualTo(200);
    }

    @Test
    void a_log_on_says_who_it_is_and_what_the_page_is_to_send() throws Exception {
        admin.setUp();
        Browser anna = admin.browser();
        Answer answer = anna.logOn(" Anna ", PASSWORD);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("user").asText()).isEqualTo("anna");
        assertThat(answer.json().path("expires").asText()).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(anna.get("/api/v1/session").json()).isEqualTo(answer.json());
        assertThat(anna.get("/api/v1/status").status()).isEqualTo(200);
    }

    @Test
    void the_cookie_is_for_no_script_and_for_no_other_site() throws Exception {
        admin.setUp();
        String set = admin.browser().logOn("anna", PASSWORD).header("set-cookie");

        assertThat(set)
                .containsIgnoringCase("; HttpOnly")
                .contains("; Path=/", "; SameSite=Strict")
                .doesNotContain("Domain");
    }

    @Test
    void a_log_on_gets_a_cookie_of_its_own_and_ends_the_one_before() throws Exception {
        Browser anna = admin.setUp();
        String before = anna.cookie();
        anna.logOn("anna", PASSWORD);

        assertThat(anna.cookie()).isNotEqualTo(before);
        assertThat(admin.browser().showing(before).get("/api/v1/status").status())
                .isEqualTo(401);
    }

    @Test
    void a_cookie_that_somebody_planted_never_becomes_a_log_on() throws Exception {
        admin.setUp();
        String planted = "A".repeat(43);
        Browser victim = admin.browser().showing(planted);
        victim.logOn("anna", PASSWORD);

        assertThat(victim.cookie()).isNotEqualTo(planted);
        assertThat(admin.browser().showing(planted).get("/api/v1/status").status())
                .isEqualTo(401);
    }

    @Test
    void logging_off_ends_it_and_takes_the_cookie_away() throws Exception {
        Browser anna = admin.setUp();
        String cookie = anna.cookie();
        Answer answer = anna.delete("/api/v1/session");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("set-cookie")).contains("Max-Age=0");
        assertThat(admin.browser().showing(cookie).get("/api/v1/status").status())
                .isEqualTo(401);
    }

    @Test
    void a_change_without_the_header_is_refused() throws Exception {
        Browser anna = admin.setUp().withoutHeader();

        assertThat(anna.delete("/api/v1/session").status()).isEqualTo(403);
        assertThat(anna.post("/api/v1/tokens", "{}").status()).isEqualTo(403);
        assertThat(anna.get("/api/v1/status").status()).isEqualTo(200);
    }

    @Test
    void a_change_from_another_origin_is_refused() throws Exception {
        Browser anna = admin.setUp();

        assertThat(anna.send("POST", "/api/v1/tokens", "{}", "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(anna.send("POST", "/api/v1/tokens", "{}", "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(anna.post("/api/v1/tokens", "{}").status()).isEqualTo(422);
    }

    @Test
    void a_wrong_password_and_an_unknown_user_sound_the_same() throws Exception {
        admin.setUp();
        Answer wrong = admin.browser().logOn("anna", "wrong horse battery");
        Answer unknown = admin.browser().logOn("nobody", PASSWORD);

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.http().body()).isEqualTo(wrong.http().body());
    }

    @Test
    void guessing_costs_more_and_more_time_and_the_right_password_is_no_exception() throws Exception {
        admin.setUp();
        for (int i = 0; i < 6; i++) {
            assertThat(admin.browser().logOn("anna", "wrong horse battery").status())
                    .isEqualTo(401);
        }
        Answer locked = admin.browser().logOn("anna", PASSWORD);

        assertThat(locked.status()).isEqualTo(429);
        assertThat(locked.header("retry-after")).isEqualTo("2");
        admin.clock.advance(Duration.ofSeconds(2));
        assertThat(admin.browser().logOn("anna", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void a_flood_of_log_ons_is_answered_at_once_for_most_and_checked_for_few() throws Exception {
        admin.setUp();
        List<CompletableFuture<Answer>> all = java.util.stream.IntStream.range(0, 60)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return admin.browser().logOn("nobody" + i, PASSWORD);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }))
                .toList();
        List<Integer> answers =
                all.stream().map(one -> one.join().status()).distinct().toList();

        assertThat(answers).isSubsetOf(401, 429).contains(429);
        assertThat(admin.browser().get("/healthz").status()).isEqualTo(200);
    }

    @Test
    void a_new_password_ends_every_log_on_but_goes_on_with_a_new_one_here() throws Exception {
        Browser here = admin.setUp();
        Browser elsewhere = admin.browser();
        elsewhere.logOn("anna", PASSWORD);
        String before = here.cookie();

        Answer answer = here.put(
                "/api/v1/users/anna/password",
                "{\"password\": \"another horse battery\", \"current\": \"" + PASSWORD + "\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(elsewhere.get("/api/v1/status").status()).isEqualTo(401);
        assertThat(admin.browser().showing(before).get("/api/v1/status").status())
                .isEqualTo(401);
        assertThat(here.get("/api/v1/status").status()).isEqualTo(200);
        assertThat(admin.browser().logOn("anna", PASSWORD).status()).isEqualTo(401);
        assertThat(admin.browser().logOn("anna", "another horse battery").status())
                .isEqualTo(200);
    }

    @Test
    void the_own_password_is_not_changed_without_the_present_one() throws Exception {
        Browser anna = admin.setUp();
        String path = "/api/v1/users/anna/password";

        assertThat(anna.put(path, "{\"password\": \"another horse battery\"}").status())
                .isEqualTo(422);
        assertThat(anna.put(path, "{\"password\": \"another horse battery\", \"current\": \"wrong\"}")
                        .status())
                .isEqualTo(401);
        assertThat(admin.browser().logOn("anna", PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void a_log_on_ends_when_it_was_idle_for_the_configured_time() throws Exception {
        Browser anna = admin.setUp();
        admin.clock.advance(Duration.ofMinutes(30));

        assertThat(anna.get("/api/v1/status").status()).isEqualTo(401);
    }

    @Test
    void a_stream_of_events_ends_with_its_log_on() throws Exception {
        Browser anna = admin.setUp();
        var stream = anna.open("/api/v1/events");
        assertThat(stream.read()).isPositive();

        anna.delete("/api/v1/session");

        CompletableFuture<Void> ended = CompletableFuture.runAsync(() -> {
            try (stream) {
                stream.transferTo(OutputStream.nullOutputStream());
            } catch (IOException reset) {
                assertThat(reset).isNotNull(); // however it ends
            }
        });
        assertThat(ended).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void a_user_whose_role_changes_or_who_is_disabled_is_logged_off() throws Exception {
        Browser anna = admin.setUp();
        anna.post(
                "/api/v1/users",
                "{\"name\": \"berta\", \"role\": \"operator\", \"password\": \"battery staple horse\"}");
        Browser berta = admin.browser();
        berta.logOn("berta", "battery staple horse");
        assertThat(berta.get("/api/v1/status").status()).isEqualTo(200);

        anna.put("/api/v1/users/berta", "{\"role\": \"viewer\"}");

        assertThat(berta.get("/api/v1/status").status()).isEqualTo(401);
        berta.logOn("berta", "battery staple horse");
        assertThat(berta.get("/api/v1/users").status()).isEqualTo(403);
        anna.put("/api/v1/users/berta", "{\"role\": \"viewer\", \"disabled\": true}");
        assertThat(berta.get("/api/v1/status").status()).isEqualTo(401);
        assertThat(berta.logOn("berta", "battery staple horse").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"user\"",
                "{}",
                "{\"user\": 1, \"password\": 2}",
                "{\"user\": {\"$ne\": null}, \"password\": \"x\"}",
                "{\"user\": \"anna\"}",
                "{\"user\": \"anna\", \"password\": \"x\", \"role\": \"administrator\"}"
            })
    void a_malformed_log_on_is_a_problem_document_and_nothing_else(String body) throws Exception {
        Answer answer = admin.browser().post("/api/v1/session", body);

        assertThat(answer.status()).isIn(400, 422);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    }

    @Test
    void an_oversized_log_on_is_refused() throws Exception {
        assertThat(admin.browser()
                        .logOn("anna", "x".repeat(AdminServer.MAX_BODY_BYTES))
                        .status())
                .isEqualTo(413);
        assertThat(admin.browser().logOn("anna", "x".repeat(2000)).status()).isEqualTo(422);
    }

    @Test
    void a_form_of_a_foreign_page_is_not_taken_for_a_log_on() throws Exception {
        Browser browser = admin.browser();

        assertThat(browser.send("POST", "/api/v1/session", null, "Content-Type", "text/plain")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void every_coming_and_going_and_change_is_in_the_audit_and_in_the_journal() throws Exception {
        Browser anna = admin.setUp();
        admin.browser().logOn("anna", "wrong horse battery");
        anna.delete("/api/v1/users/nobody");
        Answer audit = anna.get("/api/v1/audit");
        anna.delete("/api/v1/session");

        assertThat(audit.json().path("entries").findValuesAsText("what"))
                .containsExactly("set-up", "log-on", "DELETE /api/v1/users/nobody");
        assertThat(audit.json().path("entries").findValuesAsText("outcome"))
                .containsExactly("done", "refused", "refused");
        assertThat(admin.journal)
                .extracting(Event::sentence)
                .contains("anna at 127.0.0.1: set-up, done", "anna at 127.0.0.1: log-off, done")
                .anyMatch(sentence -> sentence.contains("wrong password"));
    }

    @Test
    void a_password_that_was_typed_where_the_name_goes_is_told_to_nobody() throws Exception {
        Browser anna = admin.setUp();
        admin.browser().logOn("my-secret-word", PASSWORD);

        assertThat(anna.get("/api/v1/audit").http().body())
                .contains("no such user")
                .doesNotContain("secret-word");
        assertThat(admin.journal.toString()).doesNotContain("secret-word");
    }

    @Test
    void no_answer_and_no_event_has_a_password_or_a_hash() throws Exception {
        Browser anna = admin.setUp();
        admin.browser().logOn("anna", "wrong horse battery");
        String all = anna.get("/api/v1/users").http().body()
                + anna.get("/api/v1/audit").http().body()
                + admin.journal
                + admin.access.accounts().book();

        assertThat(all).doesNotContain("horse", "argon2", anna.cookie());
    }
}
