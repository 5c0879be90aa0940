package io.steelyard.admin.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.config.AccessLogTarget.ToFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {
    private static final int SMALLEST = 64 * 1024;

    @TempDir
    Path folder = Path.of("");

    private final List<String> complaints = new ArrayList<>();
    private final TestClock clock = new TestClock(Instant.now());

    private FileSink sink(Duration maxAge, int keep) {
        return new FileSink(new ToFile(file(0).toString(), SMALLEST, maxAge, keep), clock, complaints::add);
    }

    private Path file(int age) {
        return folder.resolve("logs").resolve(age == 0 ? "access.log" : "access.log." + age);
    }

    private static void write(FileSink sink, String lines) throws IOException {
        byte[] bytes = lines.getBytes(StandardCharsets.US_ASCII);
        sink.write(bytes, bytes.length);
    }

    private static String big(char sign) {
        return Character.toString(sign).repeat(SMALLEST - 1) + "\n";
    }

    @Test
    void lines_are_appended_to_what_is_there_and_only_the_group_may_read_them() throws IOException {
        FileSink first = sink(Duration.ZERO, 2);
        write(first, "1\n");
        first.close();
        FileSink second = sink(Duration.ZERO, 2);
        write(second, "2\n");
        second.close();

        assertThat(file(0)).hasContent("1\n2\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file(0))))
                .isEqualTo("rw-r-----");
    }

    @Test
    void a_file_that_would_become_too_large_makes_room_and_the_oldest_goes() throws IOException {
        FileSink sink = sink(Duration.ZERO, 2);
        for (char sign : "abcd".toCharArray()) {
            write(sink, big(sign));
        }
        sink.close();

        assertThat(file(0)).hasContent(big('d'));
        assertThat(file(1)).hasContent(big('c'));
        assertThat(file(2)).hasContent(big('b'));
        assertThat(file(3)).doesNotExist();
    }

    @Test
    void with_none_to_keep_the_file_begins_anew() throws IOException {
        FileSink sink = sink(Duration.ZERO, 0);
        write(sink, big('a'));
        write(sink, "b\n");
        sink.close();

        assertThat(file(0)).hasContent("b\n");
        assertThat(file(1)).doesNotExist();
    }

    @Test
    void a_file_that_is_old_makes_room_too() throws IOException {
        FileSink sink = sink(Duration.ofHours(1), 2);
        write(sink, "1\n");
        clock.advance(Duration.ofMinutes(59));
        write(sink, "2\n");
        clock.advance(Duration.ofMinutes(2));
        write(sink, "3\n");
        sink.close();

        assertThat(file(1)).hasContent("1\n2\n");
        assertThat(file(0)).hasContent("3\n");
    }

    @Test
    void a_file_that_was_moved_away_is_made_anew_when_told() throws IOException {
        FileSink sink = sink(Duration.ZERO, 2);
        write(sink, "1\n");
        Path moved = Files.move(file(0), folder.resolve("moved"));
        write(sink, "2\n");
        sink.reopen();
        write(sink, "3\n");
        sink.close();

        assertThat(moved).hasContent("1\n2\n");
        assertThat(file(0)).hasContent("3\n");
    }

    @Test
    void where_no_room_can_be_made_lines_go_on_into_the_same_file_and_that_is_said_once_a_minute() throws IOException {
        FileSink sink = sink(Duration.ZERO, 1);
        write(sink, big('a'));
        Files.createDirectories(file(1).resolve("in-the-way"));
        write(sink, "b\n");
        write(sink, "c\n");

        assertThat(Files.readString(file(0))).endsWith("\nb\nc\n");
        assertThat(complaints).hasSize(1).first().asString().contains("goes on growing");
        Files.delete(file(1).resolve("in-the-way"));
        clock.advance(Duration.ofMinutes(2));
        write(sink, "d\n");
        sink.close();
        assertThat(file(0)).hasContent("d\n");
    }

    @Test
    void a_full_disk_is_a_failure_and_not_the_end() {
        FileSink sink = new FileSink(new ToFile("/dev/full", SMALLEST, Duration.ZERO, 1), clock, complaints::add);

        assertThatThrownBy(() -> write(sink, "1\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space");
        assertThatThrownBy(() -> write(sink, "2\n")).isInstanceOf(IOException.class);
        sink.close();
    }
}
