package io.steelyard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A running farm is changed: nothing is lost, and everything has a way back. */
@ExtendWith(InChromium.class)
class ChangesTest {
    private static final String EDIT = "#/services/surveyor/edit";

    private Stage stage;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        stage = Stage.surveyor(folder);
    }

    @AfterEach
    void end() {
        stage.close();
    }

    @Test
    void of_two_administrators_the_later_sees_what_the_earlier_did_and_nothing_is_lost(Page anna, Page berta)
            throws IOException {
        anna.navigate(stage.url(EDIT));
        berta.navigate(stage.url(EDIT));
        weigh(anna, 0, 7);
        weigh(berta, 1, 9);
        plan(anna);
        anna.locator("#apply").click();
        assertThat(anna.locator("#toast")).containsText("surveyor was changed");

        plan(berta);
        assertThat(berta.locator("#stale")).containsText("Somebody changed the configuration meanwhile");
        assertThat(berta.locator("#stale diff-lines")).containsText("weight: 7");
        assertThat(Axe.violations(berta)).isEmpty();
        Pictures.of(berta, "two-administrators");
        assertThat(Files.readString(stage.config())).doesNotContain("weight: 9");
        berta.locator("#apply-on-top").click();
        berta.locator("#apply").click();
        assertThat(berta.locator("#toast")).containsText("surveyor was changed");
        assertThat(Files.readString(stage.config())).contains("weight: 7", "weight: 9");
    }

    @Test
    void whoever_edits_the_whole_file_is_told_that_it_would_take_back_what_somebody_else_did(Page anna, Page berta)
            throws IOException {
        berta.navigate(stage.url("#/system"));
        Locator text = berta.locator("#yaml");
        text.fill(text.inputValue() + "# berta was here\n");
        anna.navigate(stage.url(EDIT));
        weigh(anna, 0, 7);
        plan(anna);
        anna.locator("#apply").click();
        assertThat(anna.locator("#toast")).containsText("surveyor was changed");
        berta.locator("#plan-file").click();
        assertThat(berta.locator("#stale")).containsText("would take all of this back");
        assertThat(Files.readString(stage.config())).contains("weight: 7");
    }

    @Test
    void a_change_on_probation_is_kept_when_somebody_says_so(Page page) throws IOException {
        page.navigate(stage.url(EDIT));
        weigh(page, 0, 7);
        plan(page);
        page.locator("#confirm").selectOption("5m");
        page.locator("#apply").click();
        assertThat(page.locator("#pending")).containsText("on probation");
        assertThat(Files.readString(stage.config())).doesNotContain("weight: 7");
        page.locator("#confirm-revision").click();
        assertThat(page.locator("#pending")).isHidden();
        assertThat(Files.readString(stage.config())).contains("weight: 7");
    }

    @Test
    void a_change_on_probation_can_be_rolled_back_at_once(Page page) throws IOException {
        page.navigate(stage.url(EDIT));
        weigh(page, 0, 7);
        plan(page);
        page.locator("#confirm").selectOption("5m");
        page.locator("#apply").click();
        page.locator("#roll-back").click();
        assertThat(page.locator("#pending")).isHidden();
        assertThat(Files.readString(stage.config())).doesNotContain("weight: 7");
        assertThat(page.locator("[data-server='" + stage.name(0) + "']").first())
                .containsText("1000");
    }

    @Test
    void deleting_asks_for_the_name_and_can_be_undone(Page page) {
        page.navigate(stage.url(EDIT));
        page.locator("#delete-service").click();
        assertThat(page.locator("#apply-dialog plan-list")).containsText("surveyor");
        assertThat(page.locator("#apply")).isDisabled();
        page.locator("#expect").fill("surveyor");
        page.locator("#apply").click();
        assertThat(page.locator("#add-first")).isVisible();
        page.locator("#toast-undo").click();
        assertThat(page.locator("service-card[state=up]")).containsText("surveyor");
        // The real servers are probed anew, one host name after the other.
        await().untilAsserted(() -> assertThat(stage.ask(Stage.NTRIP)).startsWith("HTTP/1.1 200"));
    }

    @Test
    void draining_takes_effect_with_one_click_and_is_undone_with_another(Page page) {
        page.navigate(stage.url("#/services/surveyor"));
        page.locator("tr[data-server='" + stage.name(0) + "'] [data-order=drain]")
                .click();
        assertThat(page.locator("#real-servers tr[data-server='" + stage.name(0) + "'] state-mark"))
                .hasText("Draining");
        page.locator("#toast-undo").click();
        assertThat(page.locator("#real-servers tr[data-server='" + stage.name(0) + "'] state-mark"))
                .hasText("Up");
    }

    @Test
    void an_edit_of_the_file_that_is_not_valid_is_shown_with_its_line_and_the_farm_runs_on(Page page)
            throws IOException {
        page.navigate(stage.url());
        assertThat(page.locator("service-card")).isVisible();
        Files.writeString(stage.config(), Files.readString(stage.config()).replace("type: http\n", "type: htp\n"));
        assertThat(page.locator("#file-problem")).containsText("was refused");
        assertThat(page.locator("#file-problem")).containsText("Line ");
        assertThat(Axe.violations(page)).isEmpty();
        Pictures.of(page, "refused-edit");
        assertThat(stage.ask(Stage.NTRIP)).startsWith("HTTP/1.1 200");
    }

    private static void weigh(Page page, int server, int weight) {
        page.locator("setting-field[place='realServers[" + server + "].weight'] input")
                .fill(String.valueOf(weight));
        page.keyboard().press("Tab");
    }

    private static void plan(Page page) {
        page.locator("#plan-change").click();
    }
}
