package io.steelyard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.steelyard.browser.Stage.NTRIP;
import static io.steelyard.browser.Stage.WWW;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What somebody sees who only watches. */
@ExtendWith(InChromium.class)
class OverviewTest {
    private static Stage stage;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        stage = Stage.surveyor(folder);
    }

    @AfterEach
    void mend() {
        stage.server(0).startSite(NTRIP);
        stage.server(0).startPool(NTRIP);
    }

    @AfterAll
    static void end() {
        stage.close();
    }

    @Test
    void every_host_name_is_shown_on_every_real_server_with_its_state(Page page) {
        page.navigate(stage.url());
        for (int server = 0; server < 2; server++) {
            assertThat(cell(page, server, NTRIP)).hasAttribute("data-state", "up");
            assertThat(cell(page, server, WWW)).hasAttribute("data-state", "up");
        }
        assertThat(page).hasTitle("Overview – Steelyard");
    }

    @Test
    void a_site_that_stops_turns_its_cell_red_and_the_reason_stands_beside_it(Page page) {
        page.navigate(stage.url());
        assertThat(cell(page, 0, NTRIP)).hasAttribute("data-state", "up");
        stage.server(0).stopPool(NTRIP);
        assertThat(cell(page, 0, NTRIP)).hasAttribute("data-state", "down");
        assertThat(cell(page, 0, NTRIP)).containsText("503");
        assertThat(page.locator(".troubles")).containsText(stage.name(0) + ", " + NTRIP);
        assertThat(cell(page, 0, WWW)).hasAttribute("data-state", "up");
        assertThat(page).hasTitle(Pattern.compile("▲ 1 cell down.*"));
    }

    @Test
    void a_change_of_state_is_said_to_those_who_only_hear_the_page(Page page) {
        page.navigate(stage.url());
        assertThat(cell(page, 0, NTRIP)).hasAttribute("data-state", "up");
        stage.server(0).stopPool(NTRIP);
        assertThat(page.locator("[aria-live=polite].said")).containsText("surveyor, " + stage.name(0) + ", " + NTRIP);
    }

    @Test
    void a_site_that_comes_back_turns_green_without_loading_the_page_again(Page page) {
        stage.server(0).stopSite(NTRIP);
        page.navigate(stage.url());
        assertThat(cell(page, 0, NTRIP)).hasAttribute("data-state", "down");
        stage.server(0).startSite(NTRIP);
        assertThat(cell(page, 0, NTRIP)).hasAttribute("data-state", "up");
        assertThat(page.locator(".troubles")).isHidden();
    }

    @Test
    void nothing_is_cut_off_on_a_screen_of_360_pixels(Page page) {
        page.setViewportSize(360, 740);
        stage.server(0).stopSite(NTRIP);
        page.navigate(stage.url());
        assertThat(cell(page, 0, NTRIP)).hasAttribute("data-state", "down");
        assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
        Pictures.of(page, "overview-360");
    }

    @Test
    void the_filter_leaves_what_fits_and_says_when_nothing_does(Page page) {
        page.navigate(stage.url());
        assertThat(page.locator("service-card")).isVisible();
        page.locator("#filter").fill("no such thing");
        assertThat(page.locator("service-card")).isHidden();
        page.getByText("Show all 1").click();
        assertThat(page.locator("service-card")).isVisible();
        page.locator("#filter").fill("ntrip");
        assertThat(page.locator("service-card")).isVisible();
    }

    private Locator cell(Page page, int server, String host) {
        return page.locator("td[data-server='" + stage.name(server) + "'][data-host='" + host + "']");
    }
}
