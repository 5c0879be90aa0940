package io.steelyard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the page costs those who load it. */
@ExtendWith(InChromium.class)
class WeightTest {
    private static final long MOST_BYTES = 200_000;

    /** Every view's code, in the order in which one would look at them. */
    private static final List<String> ROUTES = List.of(
            "#/services/surveyor",
            "#/services/surveyor/edit",
            "#/changes",
            "#/journal",
            "#/statistics",
            "#/system",
            "#/users",
            "#/wall");

    @Test
    void all_of_the_page_is_less_than_200_kilobytes_and_nothing_comes_from_elsewhere(Page page, @TempDir Path folder)
            throws IOException {
        try (Stage stage = Stage.surveyor(folder)) {
            List<Response> files = new ArrayList<>();
            page.onResponse(response -> {
                if (!response.url().contains("/api/")) {
                    files.add(response);
                }
            });
            page.navigate(stage.url());
            assertThat(page.locator("cell-grid td[data-state=up]")).hasCount(4);
            for (String route : ROUTES) {
                page.navigate(stage.url(route));
                assertThat(page.locator("main h1")).isVisible();
            }
            assertThat(files).allMatch(file -> file.url().startsWith(stage.url()));
            assertThat(files).allMatch(file -> file.status() == 200);
            long bytes = List.copyOf(files).stream()
                    .mapToLong(file -> file.request().sizes().responseBodySize)
                    .sum();
            assertThat(bytes).isBetween(1L, MOST_BYTES);
        }
    }
}
