package io.steelyard.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.steelyard.browser.Stage.NTRIP;
import static io.steelyard.browser.Stage.WWW;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What has kept administrators up at night with other load balancers, from the page to the last click. */
@ExtendWith(InChromium.class)
class StoriesTest {
    private @Nullable Stage open;
    private @Nullable HttpServer redirecting;

    @AfterEach
    void end() {
        if (redirecting != null) {
            redirecting.stop(0);
        }
        if (open != null) {
            open.close();
        }
    }

    /** Closes it when the test has ended, however. */
    private Stage staged(Stage stage) {
        open = stage;
        return stage;
    }

    @Test
    void the_host_header_outage_is_explained_and_mended_by_applying_the_proven_fix(Page page, @TempDir Path folder)
            throws IOException {
        Stage stage = staged(Stage.surveyor(folder, "      - { type: http, version: HTTP/1.0 }\n"));
        page.navigate(stage.url());
        Locator cell = page.locator("td[data-server='" + stage.name(0) + "']");
        assertThat(cell).hasAttribute("data-state", "down");
        assertThat(stage.ask(NTRIP)).startsWith("HTTP/1.1 503"); // a client tells the appliance the host name

        cell.getByRole(AriaRole.BUTTON).click();
        Locator drawer = page.locator("cell-drawer");
        assertThat(drawer.locator("diagnosis-card .sentence")).containsText("The health check sent no host name");
        assertThat(drawer.locator("probe-transcript")).containsText("HEAD / HTTP/1.0");
        assertThat(drawer.locator("diagnosis-card .edits")).containsText(NTRIP);
        assertThat(drawer.locator(".proof")).containsText("came out up");
        assertThat(Axe.violations(page)).isEmpty();
        Pictures.of(page, "drawer");

        drawer.locator("diagnosis-card .apply").click();
        assertThat(page.locator("fix-dialog plan-list")).containsText("surveyor");
        assertThat(Axe.violations(page)).isEmpty();
        Pictures.of(page, "fix");
        page.locator("fix-dialog #apply").click();

        assertThat(page.locator("#toast")).containsText("has the fix");
        assertThat(drawer).isHidden();
        assertThat(page.locator("cell-grid td[data-host='" + NTRIP + "'][data-state=up]"))
                .hasCount(2);
        assertThat(stage.ask(NTRIP)).startsWith("HTTP/1.1 200");
        assertThat(Files.readString(stage.config())).contains(NTRIP);
    }

    @Test
    void a_stopped_site_takes_only_its_own_requests_from_its_real_server_and_says_what_to_start(
            Page page, @TempDir Path folder) throws IOException {
        Stage stage = staged(Stage.surveyor(folder));
        page.navigate(stage.url("#/services/surveyor"));
        assertThat(page.locator("cell-grid td[data-state=up]")).hasCount(4);
        stage.server(0).stopPool(NTRIP);
        assertThat(page.locator("cell-grid td[data-state=down]")).hasCount(1);
        assertThat(page.locator("#diagnoses")).containsText("start the application pool in IIS Manager");
        long before = stage.server(0).hits(WWW);
        for (int i = 0; i < 4; i++) {
            assertThat(stage.ask(NTRIP)).startsWith("HTTP/1.1 200").contains("iis2");
            assertThat(stage.ask(WWW)).startsWith("HTTP/1.1 302");
        }
        assertThat(stage.server(0).hits(WWW)).isGreaterThan(before);

        page.locator("#diagnoses .try").click();
        assertThat(page.locator("#diagnoses trial-results")).containsText("503");
        stage.server(0).startPool(NTRIP);
        assertThat(page.locator("cell-grid td[data-state=up]")).hasCount(4);
        assertThat(page.locator("#diagnoses")).isHidden();
    }

    @Test
    void a_redirect_without_its_scheme_is_refused_at_its_field_with_what_to_type(Page page, @TempDir Path folder)
            throws IOException {
        Stage stage = staged(Stage.surveyor(folder));
        page.navigate(stage.url("#/services/surveyor/edit?topic=availability"));
        page.locator("setting-field[place=whenAllDown] select").selectOption("redirect");
        page.locator("setting-field[place='redirect.url'] input").fill("www.business.lab/x");
        page.locator("setting-field[place='redirect.url'] input").press("Tab");
        page.locator("#plan-change").click();
        assertThat(page.locator("setting-field[place='redirect.url'] #problem"))
                .containsText("http://www.business.lab/x");
        assertThat(Axe.violations(page)).isEmpty();
    }

    @Test
    void a_real_server_that_redirects_without_a_scheme_is_warned_of(Page page, @TempDir Path folder)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders()
                    .add(
                            "Location",
                            "/www.business.lab/x" + exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        redirecting = server;
        String check = "      - { type: http, hosts: [" + WWW + "] }\n";
        Stage stage = staged(Stage.surveyor(folder, check, server.getAddress().getPort()));
        page.navigate(stage.url("#/services/surveyor"));
        assertThat(page.locator("cell-grid td[data-state=up]")).hasCount(1);
        assertThat(page.locator("#diagnoses")).containsText("http://");
        Pictures.of(page, "redirect");
        page.navigate(stage.url());
        assertThat(page.locator("service-card")).containsText("redirect");
    }
}
