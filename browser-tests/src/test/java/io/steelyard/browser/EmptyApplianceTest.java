package io.steelyard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The first look at an appliance that has nothing to do yet. */
@ExtendWith(InChromium.class)
class EmptyApplianceTest {
    @Test
    void an_appliance_with_nothing_to_do_asks_for_the_first_virtual_service(Page page, @TempDir Path folder)
            throws IOException {
        try (Stage stage = Stage.empty(folder)) {
            page.navigate(stage.url());
            assertThat(page.getByText("Add your first virtual service")).isVisible();
            assertThat(page.locator("#add-first")).isVisible();
        }
    }
}
