package io.steelyard.admin.thread;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Daemon threads that let the data plane go first: on Linux each gives itself the lowest share of the processor that
 * there is (nice 19, sched(7)), so that an admin side that is flooded takes what the data plane leaves. Java's own thread
 * priorities mean nothing there. Where it can't be done they are ordinary threads.
 */
public final class BackSeat {
    private static final Logger log = LoggerFactory.getLogger(BackSeat.class);
    private static final String LOWEST = "19";

    private BackSeat() {}

    /** Makes threads of this name; the number of each comes behind it. */
    public static ThreadFactory threads(String name) {
        ThreadFactory made = new DefaultThreadFactory(name, true);
        return task -> made.newThread(() -> {
            letOthersGoFirst();
            task.run();
        });
    }

    /** Does not wait for it: what the thread does first may still have its old share. */
    private static void letOthersGoFirst() {
        try {
            // PID/task/TID: Linux counts threads as it does processes.
            Path self = Files.readSymbolicLink(Path.of("/proc/thread-self"));
            new ProcessBuilder("renice", "-n", LOWEST, "-p", String.valueOf(self.getFileName()))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            log.debug("the admin side's threads have no lower share of the processor: {}", e.getMessage());
        }
    }
}
