package io.steelyard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.steelyard.browser.Stage.NTRIP;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The appliance is gone, as a machine is without power, and comes back. */
@ExtendWith(InChromium.class)
class LostConnectionTest {
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
    void a_lost_connection_is_said_and_what_was_known_last_is_shown_as_old(Page page) {
        page.navigate(stage.url());
        assertThat(cell(page, 0, NTRIP)).hasAttribute("data-state", "up");
        stage.kill();
        assertThat(page.locator("#lost")).containsText("No connection to the appliance");
        assertThat(page.locator("main")).hasClass("stale");
        assertThat(page.locator(".live")).hasText("Not connected");
        assertThat(cell(page, 0, NTRIP)).isVisible();
    }

    @Test
    void the_page_connects_again_by_itself_and_shows_what_has_changed(Page page) throws IOException {
        page.navigate(stage.url());
        assertThat(cell(page, 0, NTRIP)).hasAttribute("data-state", "up");
        stage.kill();
        assertThat(page.locator("#lost")).isVisible();
        stage.server(0).stopSite(NTRIP);
        stage.startAgain();
        assertThat(page.locator("#lost")).isHidden();
        assertThat(page.locator(".live")).hasText("Live");
        assertThat(cell(page, 0, NTRIP)).hasAttribute("data-state", "down");
    }

    private Locator cell(Page page, int server, String host) {
        return page.locator("td[data-server='" + stage.name(server) + "'][data-host='" + host + "']");
    }
}
