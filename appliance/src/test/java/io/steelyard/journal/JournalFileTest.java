package io.steelyard.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.JournalFileConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {
    @TempDir
    private Path directory;

    private JournalFile open(int keep) {
        return JournalFile.of(new JournalFileConfig(directory.toString(), 4096, keep, true));
    }

    private void write(JournalFile file, long from, long to) throws IOException {
        for (long number = from; number <= to; number++) {
            file.deliver(List.of(Entries.entry(number)));
        }
        file.close();
    }

    private List<Long> numbers(int most) throws IOException {
        return open(3).newest(most).stream().map(JournalEntry::number).toList();
    }

    @Test
    void what_was_written_is_read_again_as_it_was() throws IOException {
        write(open(3), 1, 3);

        assertThat(open(3).newest(10)).containsExactly(Entries.entry(1), Entries.entry(2), Entries.entry(3));
    }

    @Test
    void files_are_bounded_in_size_and_number_and_the_oldest_go_first() throws IOException {
        write(open(3), 1, 500);

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files)
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(Files.size(file)).isLessThanOrEqualTo(4096));
        }
        List<Long> kept = numbers(1000);
        assertThat(kept)
                .isEqualTo(
                        LongStream.rangeClosed(501 - kept.size(), 500).boxed().toList());
    }

    @Test
    void a_last_line_torn_by_a_crash_is_cut_off_and_the_rest_is_kept() throws IOException {
        write(open(3), 1, 2);
        Path file = directory.resolve("journal.jsonl");
        Files.writeString(file, "{\"number\":3,\"at\":\"2026-", StandardOpenOption.APPEND);

        assertThat(numbers(10)).containsExactly(1L, 2L);
        write(open(3), 3, 3);

        assertThat(Files.readAllLines(file)).hasSize(3).allMatch(line -> line.endsWith("}"));
        assertThat(numbers(10)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_journal_goes_on_where_the_last_run_ended() throws IOException {
        write(open(3), 1, 7);

        try (Journal journal = new Journal(100, open(3).newest(100), List.of())) {
            journal.happened(Entries.event("next"));

            assertThat(journal.last()).isEqualTo(8);
        }
    }

    @Test
    void lines_that_are_no_entries_are_passed_over() throws IOException {
        Files.writeString(
                directory.resolve("journal.jsonl"), "hello\n{}\n[1]\n" + EntryJson.line(Entries.entry(4)) + "\n");

        assertThat(numbers(10)).containsExactly(4L);
    }
}
