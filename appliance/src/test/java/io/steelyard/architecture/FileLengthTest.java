package io.steelyard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A file holds one idea; one that needs this many lines holds several. */
class FileLengthTest {
    private static final int MOST_LINES = 400;
    private static final List<String> MODULES = List.of("health", "appliance");

    @Test
    void no_file_of_the_product_has_more_than_400_lines() throws IOException {
        Map<String, Long> lines = new TreeMap<>();
        for (String module : MODULES) {
            Path sources = Path.of("..", module, "src", "main", "java");
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    lines.put(module + "/" + sources.relativize(file), countLines(file));
                }
            }
        }

        assertThat(lines).isNotEmpty();
        assertThat(lines).allSatisfy((file, count) -> assertThat(count).as(file).isLessThanOrEqualTo(MOST_LINES));
    }

    private static long countLines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }
}
