package io.steelyard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.steelyard.browser.Stage.NTRIP;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** No hand on a mouse: nothing here clicks. */
@ExtendWith(InChromium.class)
class KeyboardTest {
    /** What has the focus, through all shadow roots, by the name that is read out. */
    private static final String FOCUSED = """
            () => {
                let at = document.activeElement;
                while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                const label = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent;
                return label.trim().replace(/\\s+/g, ' ');
            }""";

    /** Whether one sees what has the focus. */
    private static final String VISIBLE = """
            () => {
                let at = document.activeElement;
                while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                const style = getComputedStyle(at);
                return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
            }""";

    private static final int MOST_STEPS = 80;

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
    void a_farm_is_added_without_a_mouse(Page page) throws IOException {
        page.navigate(stage.url());
        assertThat(page.locator("#add-first")).isVisible();
        tabTo(page, "Add a virtual service");
        page.keyboard().press("Enter");
        assertThat(page.locator("edit-view setting-field[place=name]")).isVisible();
        type(page, "Name", "surveyor");
        type(page, "Address", "127.0.0.1");
        type(page, "Port", String.valueOf(stage.servicePort()));
        type(page, "Real servers", stage.name(0) + " " + stage.name(1));
        tabTo(page, "Add to the list");
        page.keyboard().press("Enter");
        assertThat(page.locator("server-list tbody tr")).hasCount(2);
        type(page, "Host names", NTRIP);
        tabTo(page, "Add to the list");
        page.keyboard().press("Enter");
        assertThat(page.locator("#preview-status")).hasText("All 2 probes are up.");

        tabTo(page, "Show the plan …");
        page.keyboard().press("Enter");
        assertThat(page.locator("#apply-dialog plan-list")).containsText("surveyor");
        tabTo(page, "Why (for the history)");
        page.keyboard().type("the first one");
        page.keyboard().press("Enter");
        assertThat(page.locator("service-view h1")).hasText("surveyor");
        assertThat(stage.ask(NTRIP)).startsWith("HTTP/1.1 200");
    }

    @Test
    void escape_leaves_a_dialog_and_the_focus_is_where_it_was(Page page) {
        page.navigate(stage.url("#/add"));
        type(page, "Name", "surveyor");
        type(page, "Port", String.valueOf(stage.servicePort()));
        type(page, "Real servers", stage.name(0));
        tabTo(page, "Show the plan …");
        page.keyboard().press("Enter");
        assertThat(page.locator("#apply-dialog plan-list")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("#apply-dialog")).isHidden();
        assertThat((String) page.evaluate(FOCUSED)).isEqualTo("Show the plan …");
    }

    @Test
    void the_way_through_the_form_is_the_order_in_which_it_is_read(Page page) {
        page.navigate(stage.url("#/add"));
        assertThat(page.locator("edit-view setting-field[place=name]")).isVisible();
        List<String> order = new ArrayList<>();
        for (int i = 0; i < MOST_STEPS && !order.contains("Show the plan …"); i++) {
            page.keyboard().press("Tab");
            order.add((String) page.evaluate(FOCUSED));
            assertThat((boolean) page.evaluate(VISIBLE))
                    .as("the focus is seen on %s", order)
                    .isTrue();
        }
        assertThat(order)
                .containsSubsequence(
                        "Name",
                        "Address",
                        "Port",
                        "Type",
                        "Real servers",
                        "Health check",
                        "Host names",
                        "Add another health check",
                        "Cancel",
                        "Show the plan …");
    }

    private static void type(Page page, String label, String text) {
        tabTo(page, label);
        page.keyboard().press("Control+A");
        page.keyboard().type(text);
    }

    private static void tabTo(Page page, String name) {
        List<String> passed = new ArrayList<>();
        for (int i = 0; i < MOST_STEPS; i++) {
            String focused = (String) page.evaluate(FOCUSED);
            if (focused.equals(name)) {
                return;
            }
            passed.add(focused);
            page.keyboard().press("Tab");
        }
        throw new AssertionError("no Tab leads to " + name + ", but to " + passed);
    }
}
