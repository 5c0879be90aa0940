package io.steelyard.config.revision;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigReading;
import io.steelyard.config.FileText;
import io.steelyard.health.HealthCheckKinds;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed at random moments while it saves. With {@code -Dsteelyard.saves=20000} for that many saves; a
 * thousand otherwise.
 */
class KilledWhileSavingTest {
    private static final int SAVES = Integer.getInteger("steelyard.saves", 1000);
    private static final int MOST_PER_PROCESS = 100;

    private final ConfigReader reader = new ConfigReader(HealthCheckKinds.of(List.of()));
    private final Random random = new Random();

    @TempDir
    Path folder = Path.of(".");

    @Test
    void a_kill_at_any_moment_leaves_a_whole_file_and_loses_nothing_that_was_saved() throws Exception {
        Path file = Files.writeString(folder.resolve("steelyard.yaml"), SavingProcess.text(0, 0));
        long saved = 0;
        int kills = 0;
        while (saved < SAVES) {
            saved = Math.max(saved, savedUntilKilled(file));
            kills++;
            FileText found = FileText.of(file);
            ConfigReading reading = reader.read(file, found);
            assertThat(reading).isInstanceOf(ConfigReading.Valid.class);
            long inFile = ((ConfigReading.Valid) reading).config().admin().port() - 1000L;
            // The one after may be in place before anybody was told so.
            assertThat(inFile).isBetween(saved, saved + 1);
            assertThat(found.text()).endsWith("virtualServices: []\n");
            checkRevisions(file, saved, inFile, String.valueOf(found.text()));
        }
        assertThat(kills).isGreaterThan(SAVES / MOST_PER_PROCESS / 2);
    }

    private static void checkRevisions(Path file, long saved, long inFile, String text) throws IOException {
        try (RevisionStore store = RevisionStore.open(file, RevisionStore.directoryOf(file))) {
            assertThat(store.text(inFile)).isEqualTo(text);
            for (long number = Math.max(1, saved - MOST_PER_PROCESS); number <= saved; number++) {
                assertThat(store.text(number))
                        .as("revision %s", number)
                        .startsWith("admin: { port: " + (1000 + number));
            }
            assertThat(store.latest())
                    .isNotNull()
                    .satisfies(latest -> assertThat(latest.number()).isBetween(saved, saved + 1));
            try (Stream<Path> all = Files.list(store.directory())) {
                assertThat(all.map(path -> path.getFileName().toString()))
                        .allMatch(name -> name.matches("\\d{8}\\.yaml|lock"));
            }
        }
    }

    /** The last revision that the process said was saved; 0 where it was too quick for it. */
    private long savedUntilKilled(Path file) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SavingProcess.class.getName(),
                        file.toString(),
                        Long.toString(random.nextLong()))
                .redirectErrorStream(true)
                .start();
        long last = 0;
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int saves = 1 + random.nextInt(MOST_PER_PROCESS);
            for (int i = 0; i < saves; i++) {
                last = number(said.readLine());
            }
            long moment = System.nanoTime() + random.nextInt(20_000_000);
            while (System.nanoTime() < moment) {
                Thread.onSpinWait();
            }
            process.toHandle().destroyForcibly(); // unlike the process itself it leaves what was said readable
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                last = number(line);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return last;
    }

    private static long number(String line) {
        assertThat(line).containsOnlyDigits();
        return Long.parseLong(line);
    }
}
