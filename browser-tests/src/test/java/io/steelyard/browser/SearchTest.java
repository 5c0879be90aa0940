package io.steelyard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever comes from another load balancer finds things under the words of that one. */
@ExtendWith(InChromium.class)
class SearchTest {
    private static Stage stage;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        stage = Stage.surveyor(folder);
    }

    @AfterAll
    static void end() {
        stage.close();
    }

    @ParameterizedTest
    @CsvSource({
        "Real Server, edit-view server-list",
        "View/Modify, overview-view service-card",
        "Scheduling Method, edit-view topic-fold[open] setting-field[place=scheduling]",
        "Persistence, edit-view topic-fold[open] setting-field[place='persistence.type']",
        "Check Parameters, edit-view check-card",
        "Sorry Server, edit-view topic-fold[open] setting-field[place^=sorryServer]",
        "Drain, service-view [data-order=drain]",
    })
    void the_first_finding_leads_to_the_right_place(String words, String place, Page page) {
        page.navigate(stage.url());
        assertThat(page.locator("service-card")).isVisible();
        page.keyboard().press("/");
        page.keyboard().type(words);
        assertThat(page.locator("search-box [role=option]").first()).isVisible();
        page.keyboard().press("Enter");
        assertThat(page.locator(place).first()).isInViewport();
    }
}
