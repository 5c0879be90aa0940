package io.steelyard.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.AdminConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything that the page loads, found by following it from its first file as a browser does. */
class PageFilesTest {
    private static final Pattern IN_PAGE = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"");
    private static final Pattern IMPORTED = Pattern.compile("(?:from|import) ?\\(?[\"']([^\"']+)[\"']");
    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml; charset=utf-8");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private AdminServer server;

    @BeforeEach
    void start() throws Exception {
        FarmFixture farm = FarmFixture.surveyor();
        About about = new About("1", FarmFixture.START, Clock.systemUTC());
        server = AdminServer.start(AdminConfig.open("127.0.0.1", 0), farm, farm.meters, about);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void every_file_that_the_page_names_is_served_with_its_type_and_a_tag() throws Exception {
        for (String path : loaded()) {
            var answer = client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());

            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type"))
                    .as(path)
                    .hasValue(TYPES.get(path.substring(path.lastIndexOf('.') + 1)));
            assertThat(answer.headers().firstValue("etag")).as(path).isPresent();
        }
    }

    @Test
    void the_page_with_every_view_is_less_than_200_kilobytes_on_the_wire() throws Exception {
        int bytes = 0;
        for (String path : loaded()) {
            var answer = client.send(
                    HttpRequest.newBuilder(uri(path))
                            .header("Accept-Encoding", "gzip")
                            .build(),
                    BodyHandlers.ofByteArray());
            bytes += answer.body().length;

            assertThat(answer.headers().firstValue("content-encoding")).hasValue("gzip");
            try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
                assertThat(new String(unzipped.readAllBytes(), UTF_8)).isEqualTo(resource(path));
            }
        }

        assertThat(bytes).isBetween(10_000, 200_000);
    }

    @Test
    void nothing_in_the_page_is_inline_or_from_elsewhere() throws Exception {
        assertThat(resource("/index.html"))
                .doesNotContain("<style", "style=", " on")
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContainPattern("(href|src)=\"(?!/assets/|/api/)");
    }

    private static Set<String> loaded() throws IOException {
        Set<String> loaded = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>();
        IN_PAGE.matcher(resource("/index.html")).results().forEach(found -> open.add(found.group(1)));
        while (!open.isEmpty()) {
            String path = open.remove();
            if (!loaded.add(path) || !path.endsWith(".js")) {
                continue;
            }
            IMPORTED.matcher(resource(path))
                    .results()
                    .map(found -> found.group(1))
                    .forEach(name -> {
                        assertThat(name).as("an import of %s", path).startsWith(".");
                        open.add(URI.create(path).resolve(name).toString());
                    });
        }
        assertThat(loaded).contains("/assets/lit/lit-html/lit-html.js", "/assets/cell-grid.js", "/assets/page.css");
        return loaded;
    }

    private static String resource(String path) throws IOException {
        try (InputStream in = PageFilesTest.class.getResourceAsStream("/io/steelyard/ui" + path)) {
            assertThat(in).as(path).isNotNull();
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }
}
