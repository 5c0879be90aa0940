package io.steelyard.config;

import io.steelyard.health.settings.Settings;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the access logs of one configuration: what a virtual service leaves out is as for all, and several may share a
 * file, if they agree on how it is kept. Not thread-safe.
 */
final class AccessLogReader {
    private final AccessLogConfig forAll;
    private final Map<String, First> files = new HashMap<>();

    private record First(AccessLogTarget.ToFile file, String path) {}

    /** @param defaults the group that holds for all virtual services */
    AccessLogReader(Settings defaults) {
        this.forAll = AccessLogConfig.read(defaults.group(AccessLogConfig.KEY), AccessLogConfig.DEFAULT);
    }

    /** That of a virtual service. */
    AccessLogConfig read(Settings service) {
        AccessLogConfig read = AccessLogConfig.read(service.group(AccessLogConfig.KEY), forAll);
        if (read.format() != AccessLogConfig.Format.OFF && read.target() instanceof AccessLogTarget.ToFile file) {
            First first = files.putIfAbsent(file.path(), new First(file, service.path()));
            if (first != null && !first.file.equals(file)) {
                service.problem(
                        AccessLogConfig.KEY,
                        "the file '" + file.path() + "' is written by " + first.path
                                + " too, and its maxSize, maxAge and keep must be the same there");
            }
        }
        return read;
    }
}
