package io.steelyard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.steelyard.browser.Stage.NTRIP;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WCAG 2.2 AA, as far as a machine can tell, on every view in light and dark, with something wrong to be shown. */
@ExtendWith(InChromium.class)
class AccessibilityTest {
    private static Stage stage;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        stage = Stage.surveyor(folder);
        stage.server(0).stopPool(NTRIP);
    }

    @AfterAll
    static void end() {
        stage.close();
    }

    @ParameterizedTest
    @CsvSource({
        "overview, #/",
        "wall, #/wall",
        "service, #/services/surveyor",
        "add, #/add",
        "edit, #/services/surveyor/edit",
        "journal, #/journal",
        "statistics, #/statistics",
        "changes, #/changes/1",
        "system, #/system",
        "users, #/users"
    })
    void nothing_stands_in_the_way_of_anybody(String name, String route, Page page) {
        page.navigate(stage.url(route));
        assertThat(page.locator("h1")).isVisible();
        page.waitForLoadState(LoadState.NETWORKIDLE);
        assertThat(Axe.violations(page)).isEmpty();
        Pictures.of(page, name);
    }
}
