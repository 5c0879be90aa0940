package io.steelyard.config;

import io.steelyard.config.YamlTree.YamlProblem;
import io.steelyard.health.HealthCheckKinds;
import io.steelyard.health.settings.SettingProblem;
import io.steelyard.health.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads configuration files. One reading finds everything wrong with a file; nothing that a file holds makes it throw.
 * Three steps: the YAML text becomes plain values ({@link YamlReader}), the values are read setting by setting, and the
 * records check themselves. Thread-safe.
 */
public final class ConfigReader {
    /** A longer file is refused, in bytes. */
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    /** More problems than this are counted, not listed. */
    public static final int MAX_PROBLEMS = 100;

    private final HealthCheckReader checks;
    private final HealthCheckKinds kinds;

    /** @param kinds the health checks that a file may ask for */
    public ConfigReader(HealthCheckKinds kinds) {
        this.kinds = kinds;
        this.checks = new HealthCheckReader(kinds);
    }

    /**
     * A reader that knows every kind of health check in the class path.
     *
     * @throws IllegalStateException where one of them cannot be loaded; the message says which
     */
    public static ConfigReader withInstalledKinds() {
        return new ConfigReader(HealthCheckKinds.installed());
    }

    /** The health checks that a file may ask for. */
    public HealthCheckKinds kinds() {
        return kinds;
    }

    /** Reads a file; one that cannot be read is a problem like any other. */
    public ConfigReading read(Path file) {
        return read(file, FileText.of(file));
    }

    /** @param found what was found in this file */
    public ConfigReading read(Path file, FileText found) {
        ConfigProblem problem = found.problem();
        return problem != null
                ? new ConfigReading.Invalid(List.of(problem))
                : read(file.toString(), String.valueOf(found.text()), directoryOf(file));
    }

    /**
     * Reads a text as if it were a file in the directory that this process was started in.
     *
     * @param file what the problems call it
     */
    public ConfigReading read(String file, String text) {
        return read(file, text, Path.of(""));
    }

    /**
     * Reads a text.
     *
     * @param file what the problems call it
     * @param directory where the paths of pages that it names begin
     */
    public ConfigReading read(String file, String text, Path directory) {
        if (text.length() > MAX_BYTES) {
            return unreadable(file, "this text is longer than " + MAX_BYTES / 1024 / 1024 + " MiB");
        }
        return read(file, YamlReader.read(text.startsWith("\uFEFF") ? text.substring(1) : text), directory);
    }

    /**
     * Reads what did not come as text as if it were in a file; its problems have no line.
     *
     * @param file what the problems call it; the paths of pages that it names begin where this is
     */
    public ConfigReading read(Path file, ConfigTree tree) {
        return read(file.toString(), new YamlTree(tree.root(), new Positions(0), List.of()), directoryOf(file));
    }

    private static Path directoryOf(Path file) {
        return file.toAbsolutePath().resolveSibling("");
    }

    private ConfigReading read(String name, YamlTree tree, Path directory) {
        Settings root = Settings.of(tree.root(), "");
        ApplianceConfig config = readRoot(root, directory);
        return config != null && tree.problems().isEmpty()
                ? new ConfigReading.Valid(config, ConfigTree.read(tree.root()))
                : new ConfigReading.Invalid(inOrder(name, tree, root.problems()));
    }

    /** The configuration, or null where any problem was noted. */
    private @Nullable ApplianceConfig readRoot(Settings root, Path directory) {
        AdminConfig admin = AdminConfig.read(root.group("admin"));
        Settings defaults = root.group("defaults");
        HealthTimes defaultHealth = HealthTimes.read(defaults.group("health"), HealthTimes.DEFAULT);
        AnswersReader answers = new AnswersReader(directory, defaults);
        AccessLogReader logs = new AccessLogReader(defaults);
        defaults.end();
        VirtualServiceReader reader = new VirtualServiceReader(checks, defaultHealth, answers, logs, admin);
        List<VirtualServiceConfig> services =
                root.groups("virtualServices", ApplianceConfig.MAX_VIRTUAL_SERVICES).stream()
                        .map(reader::read)
                        .filter(Objects::nonNull)
                        .toList();
        EventsConfig events = EventsConfig.read(root.group("events"));
        List<NameServer> nameServers = root.get(NameServer.SETTING);
        DataPlaneConfig dataPlane = DataPlaneConfig.read(root.group(DataPlaneConfig.KEY));
        root.end();
        return root.problemCount() > 0
                ? null
                : new ApplianceConfig(admin, defaultHealth, services, events, nameServers, dataPlane);
    }

    private static List<ConfigProblem> inOrder(String file, YamlTree tree, List<SettingProblem> found) {
        Stream<ConfigProblem> ofText = tree.problems().stream().map(problem -> of(file, problem));
        Stream<ConfigProblem> ofSettings = found.stream()
                .limit(MAX_PROBLEMS * 10L)
                .map(problem -> new ConfigProblem(
                        file, tree.positions().lineOf(problem.path()), problem.path(), problem.message()));
        List<ConfigProblem> all = Stream.concat(ofText, ofSettings)
                .sorted(Comparator.comparingInt(ConfigProblem::line))
                .toList();
        if (all.size() <= MAX_PROBLEMS) {
            return all;
        }
        List<ConfigProblem> first = new ArrayList<>(all.subList(0, MAX_PROBLEMS));
        int rest = tree.problems().size() + found.size() - MAX_PROBLEMS;
        first.add(new ConfigProblem(file, 0, "", "there are " + rest + " more problems"));
        return first;
    }

    private static ConfigProblem of(String file, YamlProblem problem) {
        return new ConfigProblem(file, problem.line(), problem.path(), problem.message());
    }

    private static ConfigReading unreadable(String file, String message) {
        return new ConfigReading.Invalid(List.of(new ConfigProblem(file, 0, "", message)));
    }
}
