package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;

/**
 * Where the event journal is kept on disk.
 *
 * @param directory empty for none
 * @param maxSize bytes of one file, 4 KiB – 1 GiB
 * @param keep files beside the one that is written, 0–1000
 * @param sync whether every batch of events is forced to the disk before the next
 */
public record JournalFileConfig(String directory, long maxSize, int keep, boolean sync) {
    public static final Setting<String> DIRECTORY = Setting.text(
            "directory",
            1000,
            "",
            "The directory where the event journal is kept, such as /var/lib/steelyard/journal. Left out, events are"
                    + " kept in memory only and are gone after a restart.");
    public static final Setting<Long> MAX_SIZE = Setting.size(
            "maxSize", "4KiB", "1GiB", "10MiB", "How large a journal file may become before the next one is begun.");
    public static final Setting<Integer> KEEP = Setting.integer(
            "keep", 0, 1000, 10, "How many earlier journal files are kept; the oldest beyond that is deleted.");
    public static final Setting<Boolean> SYNC = Setting.flag(
            "sync",
            true,
            "Whether events are forced to the disk as they are written, so that a power failure loses none that were"
                    + " written. Events that come together are forced together.");

    static final JournalFileConfig NONE =
            new JournalFileConfig(DIRECTORY.fallback(), MAX_SIZE.fallback(), KEEP.fallback(), SYNC.fallback());

    public JournalFileConfig {
        DIRECTORY.check(directory);
        MAX_SIZE.check(maxSize);
        KEEP.check(keep);
    }

    static JournalFileConfig read(Settings settings) {
        JournalFileConfig read = new JournalFileConfig(
                settings.get(DIRECTORY), settings.get(MAX_SIZE), settings.get(KEEP), settings.get(SYNC));
        settings.end();
        return read;
    }
}
