package io.steelyard.appliance;

import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.VirtualServiceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many files this process may have open at once, and how many its configuration can come to: every connection of a
 * client is one, its connection to a real server another, and every probe one more.
 *
 * @param allowed empty where there is no limit, or none is told
 */
record OpenFiles(OptionalLong allowed) {
    /** Jars, log files, event loops, listeners and the administrator's connections. */
    static final long OWN = 1_000;

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern SOFT = Pattern.compile("Max open files +(\\d{1,18}) .*");

    /** Those of this process (proc(5)). */
    static OpenFiles ofThisProcess() {
        try {
            return read(Files.readAllLines(LIMITS));
        } catch (IOException e) {
            return new OpenFiles(OptionalLong.empty());
        }
    }

    static OpenFiles read(List<String> limits) {
        return new OpenFiles(limits.stream()
                .map(SOFT::matcher)
                .filter(Matcher::matches)
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .findFirst());
    }

    /** What this configuration can come to. */
    static long wanted(ApplianceConfig config) {
        return OWN
                + config.virtualServices().stream()
                        .mapToLong(service -> 2L * service.limits().connections() + probes(service))
                        .sum();
    }

    /** At most one probe of a cell is under way. */
    private static long probes(VirtualServiceConfig service) {
        long cells = service.healthChecks().stream()
                .mapToLong(check -> Math.max(1, check.hosts().size()))
                .sum();
        return cells * service.realServers().size();
    }

    /** What to say of too low a limit; null where it is high enough. */
    @Nullable
    String warning(ApplianceConfig config) {
        long wanted = wanted(config);
        if (allowed.isEmpty() || allowed.getAsLong() >= wanted) {
            return null;
        }
        return "this process may open " + allowed.getAsLong() + " files, and its configuration can come to " + wanted
                + ": raise the limit (ulimit -n " + wanted + ", or LimitNOFILE=" + wanted
                + " in its systemd unit), or lower 'limits.connections' of its virtual services";
    }
}
