package io.steelyard.appliance;

import io.steelyard.service.change.Changed;
import io.steelyard.service.change.Changes;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the configuration file holds when the process gets SIGHUP, at once. Edits are noticed without it, too, a
 * moment later.
 */
final class Reload {
    private static final Logger log = LoggerFactory.getLogger(Reload.class);

    private Reload() {}

    /**
     * From now on; one after another where several signals come.
     *
     * @param first done before the file is read, whatever is in it
     */
    static void onHangUp(Changes changes, Runnable first) {
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "reload");
            made.setDaemon(true);
            return made;
        });
        try {
            HangUp.listen(() -> thread.execute(() -> read(changes, first)));
        } catch (UnsupportedOperationException e) {
            log.warn("the configuration file is not read again on SIGHUP: {}", e.getMessage());
        }
    }

    private static void read(Changes changes, Runnable first) {
        log.info("told to read {} again", changes.revisions().file());
        first.run();
        try {
            if (changes.readFile() instanceof Changed changed
                    && changed.effect().operations().isEmpty()) {
                log.info("{} changes nothing", changes.revisions().file());
            }
        } catch (RuntimeException e) {
            log.error("{} could not be applied", changes.revisions().file(), e);
        }
    }
}
