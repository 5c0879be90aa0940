package io.steelyard.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.admin.thread.BackSeat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** That the admin side's threads let the data plane go first; how much that gives, deploy/loadtest/flood measures. */
class BackSeatTest {
    /** Where proc(5) says how nice a thread is, counted from behind the name in parentheses. */
    private static final int NICE = 16;

    @Test
    void a_thread_of_the_admin_side_takes_the_lowest_share_of_the_processor() throws Exception {
        assumeThat(Path.of("/proc/thread-self"))
                .as("only Linux has shares for threads")
                .exists();
        CompletableFuture<Path> self = new CompletableFuture<>();
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = BackSeat.threads("admin").newThread(() -> {
            self.complete(itself());
            await().until(() -> end.getCount() == 0);
        });

        thread.start();

        try {
            Path stat = self.get(5, TimeUnit.SECONDS).resolve("stat");
            await().untilAsserted(() -> assertThat(niceness(stat)).isEqualTo(19));
            assertThat(niceness(Path.of("/proc/self/stat"))).isLessThan(19);
        } finally {
            end.countDown();
            thread.join(5_000);
        }
    }

    private static Path itself() {
        try {
            return Path.of("/proc").resolve(Files.readSymbolicLink(Path.of("/proc/thread-self")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int niceness(Path stat) throws IOException {
        String text = Files.readString(stat);
        return Integer.parseInt(text.substring(text.lastIndexOf(')') + 2).split(" ", -1)[NICE]);
    }
}
