package io.steelyard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.steelyard.browser.Stage.NTRIP;
import static io.steelyard.browser.Stage.WWW;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From an empty configuration to traffic, on the page alone. */
@ExtendWith(InChromium.class)
class FiveMinuteFarmTest {
    private Stage stage;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        stage = Stage.empty(folder);
    }

    @AfterEach
    void end() {
        stage.close();
    }

    @Test
    void a_farm_is_filled_in_probed_planned_applied_and_serves_clients(Page page) throws IOException {
        page.navigate(stage.url());
        page.locator("#add-first").click();
        fillIn(page);
        assertThat(page.locator("#preview-status")).hasText("All 4 probes are up.");
        assertThat(Axe.violations(page)).isEmpty();
        Pictures.of(page, "add-preview");

        page.locator("#plan-change").click();
        assertThat(page.locator("#apply-dialog plan-list")).containsText("surveyor");
        assertThat(Axe.violations(page)).isEmpty();
        Pictures.of(page, "plan");
        page.locator("#apply").click();

        assertThat(page.locator("service-view h1")).hasText("surveyor");
        assertThat(page.locator("#toast")).containsText("surveyor was added");
        assertThat(page.locator("cell-grid td[data-state=up]")).hasCount(4);
        assertThat(stage.ask(NTRIP)).startsWith("HTTP/1.1 200");
        assertThat(stage.ask(WWW)).startsWith("HTTP/1.1 302");
        assertThat(Files.readString(stage.config())).contains("name: surveyor");
    }

    @Test
    void the_preview_shows_which_real_server_does_not_know_a_host_name_before_anything_is_saved(Page page)
            throws IOException {
        stage.server(1).stopSite(NTRIP);
        page.navigate(stage.url("#/add"));
        fillIn(page);
        assertThat(page.locator("#preview-status")).hasText("3 of 4 probes up.");
        assertThat(page.locator("#preview td[data-state=down]")).containsText("404");
        assertThat(Files.readString(stage.config())).doesNotContain("virtualServices");
    }

    @Test
    void a_setting_that_is_not_allowed_is_told_at_its_field_and_nothing_typed_is_lost(Page page) {
        page.navigate(stage.url("#/add"));
        fillIn(page);
        page.locator("setting-field[place=port] input").fill("70000");
        page.locator("setting-field[place=port] input").press("Tab");
        page.locator("#plan-change").click();
        assertThat(page.locator("setting-field[place=port] #problem")).containsText("65535");
        assertThat(page.locator("setting-field[place=name] input")).hasValue("surveyor");
        assertThat(page.locator("server-list tbody tr")).hasCount(2);
    }

    @Test
    void an_addition_can_be_taken_back_with_one_click(Page page) throws IOException {
        page.navigate(stage.url("#/add"));
        fillIn(page);
        page.locator("#plan-change").click();
        page.locator("#apply").click();
        page.locator("#toast-undo").click();
        assertThat(page.locator("#toast")).containsText("Taken back");
        page.navigate(stage.url("#/"));
        assertThat(page.locator("#add-first")).isVisible();
        assertThat(Files.readString(stage.config())).doesNotContain("surveyor");
    }

    private void fillIn(Page page) {
        page.locator("setting-field[place=name] input").fill("surveyor");
        page.locator("setting-field[place=address] input").fill("127.0.0.1");
        page.locator("setting-field[place=port] input").fill(String.valueOf(stage.servicePort()));
        page.locator("#paste-servers textarea").fill(stage.name(0) + "\n" + stage.name(1));
        page.locator("#paste-servers #add").click();
        page.locator("#paste-hosts textarea").fill(NTRIP + ", " + WWW);
        page.locator("#paste-hosts #add").click();
    }
}
