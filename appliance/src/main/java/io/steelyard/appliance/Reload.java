package io.steelyard.appliance;

import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigReading;
import io.steelyard.service.Applying;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration file again when the process gets SIGHUP. A valid one is applied; of one that is not, every
 * problem is logged and nothing changes.
 */
final class Reload {
    private static final Logger log = LoggerFactory.getLogger(Reload.class);

    private final Path file;
    private final Appliance appliance;
    private final ConfigReader reader = ConfigReader.withInstalledKinds();

    private Reload(Path file, Appliance appliance) {
        this.file = file;
        this.appliance = appliance;
    }

    /** From now on; one after another where several signals come. */
    static void onHangUp(Path file, Appliance appliance) {
        Reload reload = new Reload(file, appliance);
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "reload");
            made.setDaemon(true);
            return made;
        });
        try {
            HangUp.listen(() -> thread.execute(reload::read));
        } catch (UnsupportedOperationException e) {
            log.warn("the configuration file is not read again on SIGHUP: {}", e.getMessage());
        }
    }

    private void read() {
        log.info("told to read {} again", file);
        try {
            ConfigReading reading = reader.read(file);
            if (reading instanceof ConfigReading.Invalid invalid) {
                invalid.problems().forEach(problem -> log.error("{}", problem));
                log.error("{} is not valid: what was running goes on as it is", file);
            } else if (reading instanceof ConfigReading.Valid valid) {
                report(appliance.apply(valid.config()));
            }
        } catch (RuntimeException e) {
            log.error("{} could not be applied", file, e);
        }
    }

    private void report(Applying applying) {
        if (applying instanceof Applying.Refused refused) {
            log.error("{} cannot be applied, what was running goes on as it is: {}", file, refused.reason());
        } else if (applying instanceof Applying.Applied applied) {
            applied.plan().sentences().forEach(sentence -> log.info("{}", sentence));
            log.info(
                    applied.plan().isEmpty() ? "{} changes nothing" : "{} is running as revision {}",
                    file,
                    applied.revision());
        }
    }
}
