package io.steelyard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.steelyard.browser.Stage.NTRIP;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WCAG 2.2 AA, as far as a machine can tell, on every view in light and dark, with something wrong to be shown. */
@ExtendWith(InChromium.class)
class AccessibilityTest {
    private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

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
        "statistics, #/statistics"
    })
    void nothing_stands_in_the_way_of_anybody(String name, String route, Page page) {
        page.navigate(stage.url(route));
        assertThat(page.locator("h1")).isVisible();
        page.waitForLoadState(LoadState.NETWORKIDLE);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            assertThat(violations(page)).as("%s in %s", name, scheme).isEmpty();
        }
        Pictures.of(page, name);
    }

    private static List<String> violations(Page page) {
        AxeResults results =
                new AxeBuilder(page).withTags(RULES).setLegacyMode(true).analyze();
        return results.getViolations().stream()
                .flatMap(rule -> rule.getNodes().stream()
                        .map(node -> rule.getId() + ": " + rule.getHelp() + " at " + node.getTarget() + " "
                                + node.getHtml()))
                .toList();
    }
}
