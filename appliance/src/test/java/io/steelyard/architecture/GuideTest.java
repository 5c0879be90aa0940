package io.steelyard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents say what they say they do. */
class GuideTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Path DIFFERENCES = Path.of("src/test/resources/io/steelyard/l7/differences.txt");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    private static Stream<String> linksOf(Path page) throws IOException {
        return LINK.matcher(Files.readString(page)).results().map(link -> link.group(1));
    }

    @Test
    void the_index_links_every_page_of_the_guide_and_the_readme_links_the_index() throws IOException {
        try (Stream<Path> pages = Files.list(DOCS.resolve("guide"))) {
            List<String> names = pages.map(page -> page.getFileName().toString())
                    .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                    .toList();

            assertThat(names).isNotEmpty();
            assertThat(linksOf(DOCS.resolve("guide/README.md"))).containsAll(names);
            assertThat(linksOf(Path.of("../README.md"))).contains("docs/guide/README.md");
        }
    }

    @Test
    void no_link_from_one_document_to_another_leads_nowhere() throws IOException {
        try (Stream<Path> all = Files.walk(DOCS)) {
            List<Path> pages =
                    all.filter(page -> page.toString().endsWith(".md")).toList();

            assertThat(pages).isNotEmpty();
            for (Path page : pages) {
                assertThat(linksOf(page))
                        .as(page.toString())
                        .allSatisfy(
                                link -> assertThat(page.resolveSibling(link)).exists());
            }
        }
    }

    @Test
    void every_reason_for_refusing_what_others_pass_on_is_given_to_readers() throws IOException {
        List<String> reasons = Files.readAllLines(DIFFERENCES).stream()
                .filter(line -> line.startsWith("! "))
                .map(line -> line.substring(2))
                .toList();

        assertThat(reasons).isNotEmpty();
        assertThat(Files.readString(DOCS.resolve("http.md"))).contains(reasons);
    }
}
