package io.steelyard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.steelyard.browser.Stage.NTRIP;
import static io.steelyard.browser.Stage.WWW;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pictures of the user's guide. {@code -Dsteelyard.pictures=docs/images}, a folder as seen from the root of the
 * sources, makes them anew; otherwise they go where all pictures go, so that it is noticed when they can't be made.
 */
@ExtendWith(InChromium.class)
class DocumentationPicturesTest {
    private static final long MOST_BYTES = 200_000;

    @Test
    void the_overview_and_the_form_can_be_pictured(Page page, @TempDir Path folder) throws IOException {
        try (Stage stage = Stage.surveyorOfThree(folder)) {
            page.setViewportSize(1200, 620);
            stage.server(0).stopPool(NTRIP);
            page.navigate(stage.url());
            assertThat(page.locator("cell-grid td[data-state=down] .fix")).isVisible();
            take(page, "overview");

            page.navigate(stage.url("#/add"));
            page.setViewportSize(1200, 1480);
            fillIn(page, stage);
            assertThat(page.locator("#preview-status")).hasText("3 of 4 probes up.");
            take(page, "add");
        }
    }

    @Test
    void a_cell_with_its_diagnosis_can_be_pictured(Page page, @TempDir Path folder) throws IOException {
        try (Stage stage = Stage.surveyor(folder, "      - { type: http, version: HTTP/1.0 }\n")) {
            page.setViewportSize(1200, 820);
            page.navigate(stage.url());
            Locator cell = page.locator("td[data-server='" + stage.name(0) + "']");
            assertThat(cell).hasAttribute("data-state", "down");
            assertThat(stage.ask(NTRIP)).startsWith("HTTP/1.1 503");
            cell.getByRole(AriaRole.BUTTON).click();
            assertThat(page.locator("cell-drawer diagnosis-card .edits")).containsText(NTRIP);
            assertThat(page.locator("cell-drawer probe-transcript")).isVisible();
            take(page, "cell");
        }
    }

    private static void fillIn(Page page, Stage stage) {
        page.locator("setting-field[place=name] input").fill("shop");
        page.locator("setting-field[place=address] input").fill("127.0.0.1");
        page.locator("#paste-servers textarea").fill(stage.name(0) + "\n" + stage.name(1));
        page.locator("#paste-servers #add").click();
        Locator hosts = page.locator("#paste-hosts textarea");
        hosts.fill(NTRIP + "\n" + WWW);
        page.locator("#paste-hosts #add").click();
    }

    /** Tests run in their module's folder, one below the root. */
    private static Path folder() {
        String wanted = System.getProperty("steelyard.pictures", "");
        return wanted.isEmpty()
                ? Path.of("target", "screenshots")
                : Path.of("..").resolve(wanted);
    }

    private static void take(Page page, String name) throws IOException {
        Path picture = folder().resolve(name + ".png");
        page.mouse().move(0, 0);
        page.screenshot(new Page.ScreenshotOptions().setPath(picture));
        assertThat(Files.size(picture)).isLessThan(MOST_BYTES);
    }
}
