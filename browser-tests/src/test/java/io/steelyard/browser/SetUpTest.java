package io.steelyard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The first start of an appliance for users, of whom there is none yet. */
@ExtendWith(InChromium.class)
class SetUpTest {
    private static final Pattern CODE = Pattern.compile("with the code (\\S+)");
    private static final String PASSWORD = "four quiet words here";

    private Stage stage;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        stage = Stage.forUsers(folder);
    }

    @AfterEach
    void end() {
        stage.close();
    }

    @Test
    void the_printed_code_makes_the_first_administrator_who_is_logged_on_at_once(Page page) {
        setUp(page, printedCode());
        assertThat(page.locator("#add-first")).isVisible();
        assertThat(page.locator(".who")).containsText("anna");
    }

    @Test
    void another_code_than_the_printed_one_makes_nobody(Page page) {
        setUp(page, "AAAA-BBBB-CCCC");
        assertThat(page.locator("log-on-view [role=alert]")).containsText("This is not the set-up code");
        assertThat(page.locator("#add-first")).isHidden();
    }

    @Test
    void who_logged_off_is_in_again_with_the_password_only(Page page) {
        setUp(page, printedCode());
        page.locator("#log-off").click();
        assertThat(page.locator("#log-on")).hasText("Log on");
        logOn(page, "not the password");
        assertThat(page.locator("log-on-view [role=alert]")).isVisible();
        logOn(page, PASSWORD);
        assertThat(page.locator(".who")).containsText("anna");
    }

    @Test
    void a_viewer_made_on_the_page_sees_everything_and_is_offered_no_change(Page anna, Page vera) {
        setUp(anna, printedCode());
        assertThat(anna.locator("#add-first")).isVisible();
        anna.navigate(stage.url("#/users"));
        anna.locator("#add-user").click();
        anna.locator("#user-form #name").fill("vera");
        anna.locator("#user-form #role").selectOption("viewer");
        anna.locator("#user-form #password").fill(PASSWORD);
        assertThat(Axe.violations(anna)).isEmpty();
        anna.locator("#user-form #go").click();
        assertThat(anna.locator("#toast")).containsText("vera was added");

        vera.navigate(stage.url());
        vera.locator("#user").fill("vera");
        vera.locator("#password").fill(PASSWORD);
        vera.locator("#log-on").click();
        assertThat(vera.locator("empty-note")).isVisible();
        assertThat(vera.locator(".who")).containsText("vera");
        assertThat(vera.locator("#add-first, #add-service")).hasCount(0);
        vera.navigate(stage.url("#/add"));
        assertThat(vera.locator("#plan-change")).isDisabled();
        vera.navigate(stage.url("#/users"));
        assertThat(vera.locator("password-card")).isVisible();
        assertThat(vera.locator("#add-user")).isHidden();
    }

    @Test
    void what_is_refused_of_a_new_user_is_said_in_the_dialog_which_stays_as_it_was_filled_in(Page page) {
        setUp(page, printedCode());
        assertThat(page.locator("#add-first")).isVisible();
        page.navigate(stage.url("#/users"));
        page.locator("#add-user").click();
        page.locator("#user-form #name").fill("anna");
        page.locator("#user-form #password").fill(PASSWORD);
        page.locator("#user-form #go").click();
        assertThat(page.locator("#user-form [role=alert]")).isVisible();
        assertThat(page.locator("#user-form #name")).hasValue("anna");
        Pictures.of(page, "user-refused");
        page.keyboard().press("Escape");
        assertThat(page.locator("#user-form")).hasCount(0);
    }

    @Test
    void a_token_made_on_the_page_is_shown_once_and_can_be_revoked(Page page) {
        setUp(page, printedCode());
        assertThat(page.locator("#add-first")).isVisible();
        page.navigate(stage.url("#/users"));
        page.locator("#add-token").click();
        page.locator("#token-form #name").fill("backup");
        assertThat(Axe.violations(page)).isEmpty();
        Pictures.of(page, "token");
        page.keyboard().press("Enter");
        assertThat(page.locator("#token-secret")).isVisible();
        assertThat(page.locator("#token-form")).hasCount(0);
        Pictures.of(page, "token-secret");
        page.keyboard().press("Escape");
        assertThat(page.locator("#token-secret")).hasCount(0);
        assertThat(page.locator("tokens-card th[scope=row]")).containsText("backup");
        Pictures.of(page, "users");

        page.locator("tokens-card td button").click();
        page.locator("#token-form #go").click();
        assertThat(page.locator("#toast")).containsText("backup was revoked");
        assertThat(page.locator("tokens-card th[scope=row]")).hasCount(0);
    }

    @Test
    void the_page_shows_nothing_of_the_farm_before_somebody_has_logged_on(Page page) {
        setUp(page, printedCode());
        page.locator("#log-off").click();
        page.navigate(stage.url("#/add"));
        assertThat(page.locator("#log-on")).isVisible();
        assertThat(page.locator("edit-view")).isHidden();
        assertThat(page.locator("page-bar")).isHidden();
    }

    @Test
    void setting_up_and_logging_on_stand_in_the_way_of_nobody(Page page) {
        page.navigate(stage.url());
        assertThat(page.locator("#code")).isVisible();
        assertThat(Axe.violations(page)).isEmpty();
        Pictures.of(page, "set-up");
        setUp(page, printedCode());
        page.locator("#log-off").click();
        assertThat(page.locator("#log-on")).hasText("Log on");
        assertThat(Axe.violations(page)).isEmpty();
        Pictures.of(page, "log-on");
    }

    private String printedCode() {
        Matcher code = CODE.matcher(stage.said());
        assertThat(code.find()).as(stage.said()).isTrue();
        return code.group(1);
    }

    private void setUp(Page page, String code) {
        page.navigate(stage.url());
        page.locator("#code").fill(code);
        page.locator("#user").fill("anna");
        page.locator("#password").fill(PASSWORD);
        page.locator("#repeat").fill(PASSWORD);
        page.locator("#log-on").click();
    }

    private static void logOn(Page page, String password) {
        page.locator("#user").fill("anna");
        page.locator("#password").fill(password);
        page.locator("#log-on").click();
    }
}
