package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import java.time.Duration;

/** Where the lines of an access log go: exactly one of these. Equal ones are one place. */
public sealed interface AccessLogTarget {

    /** As a file names it. */
    enum Kind {
        STDOUT,
        FILE,
        SYSLOG
    }

    /** The standard output of the process. */
    record Stdout() implements AccessLogTarget {}

    /** A syslog server, one message for each line. */
    record Syslog(SyslogConfig server) implements AccessLogTarget {}

    /**
     * A file, and those before it with {@code .1}, {@code .2} and so on behind the name.
     *
     * @param path of the file that is written
     * @param maxSize bytes of one file, 64 KiB – 1024 GiB
     * @param maxAge after which the next file is begun; zero for never
     * @param keep earlier files that are kept, 0–1000
     */
    record ToFile(String path, long maxSize, Duration maxAge, int keep) implements AccessLogTarget {
        public static final Setting<String> PATH = Setting.of(
                        "path",
                        "the path of a file, such as /var/log/steelyard/access.log",
                        "access.log",
                        "The file that lines are appended to. Folders that are missing are made.",
                        ToFile::pathOf)
                .required();
        public static final Setting<Long> MAX_SIZE = Setting.size(
                "maxSize",
                "64KiB",
                "1024GiB",
                "100MiB",
                "How large the file may become before the next one is begun and this one gets .1 behind its name.");
        public static final Setting<Duration> MAX_AGE = Setting.duration(
                "maxAge", "0s", "365d", "0s", "The same by the time since the file was begun; 0s sets no such limit.");
        public static final Setting<Integer> KEEP = Setting.integer(
                "keep", 0, 1000, 10, "How many earlier files are kept; the oldest beyond that is deleted.");

        private static final int MOST_CHARACTERS = 1000;

        public ToFile {
            PATH.check(path);
            MAX_SIZE.check(maxSize);
            MAX_AGE.check(maxAge);
            KEEP.check(keep);
        }

        private static String pathOf(String text) {
            if (text.isBlank()
                    || text.endsWith("/")
                    || text.length() > MOST_CHARACTERS
                    || text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("'" + text
                        + "' is not allowed here, this must be the path of a file, such as"
                        + " /var/log/steelyard/access.log");
            }
            return text;
        }

        private static ToFile read(Settings settings) {
            ToFile read =
                    new ToFile(settings.get(PATH), settings.get(MAX_SIZE), settings.get(MAX_AGE), settings.get(KEEP));
            settings.end();
            return read;
        }
    }

    Setting<Kind> TO = Setting.choice(
            "to",
            Kind.class,
            Kind.STDOUT,
            "Where the lines go: stdout, file or syslog. Left out, it is the one that has settings here.");

    /** That of a group that may name one; the fallback where it names none. */
    static AccessLogTarget readFrom(Settings settings, AccessLogTarget fallback) {
        settings.known("file", "syslog");
        Kind to = settings.find(TO);
        if (to == null && settings.has("file") && settings.has("syslog")) {
            settings.problem("", "both 'file' and 'syslog' stand here; 'to' must say which of them counts");
        }
        Kind kind = to != null ? to : settings.has("file") ? Kind.FILE : settings.has("syslog") ? Kind.SYSLOG : null;
        if (kind == null || (kind == Kind.FILE && !settings.has("file") && fallback instanceof ToFile)) {
            return fallback;
        }
        return switch (kind) {
            case STDOUT -> new Stdout();
            case FILE -> ToFile.read(settings.group("file"));
            case SYSLOG -> new Syslog(SyslogConfig.readForLines(settings.group("syslog")));
        };
    }
}
