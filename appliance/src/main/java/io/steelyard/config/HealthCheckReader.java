package io.steelyard.config;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.HealthCheckKinds;
import io.steelyard.health.HostPolicy;
import io.steelyard.health.settings.Nearest;
import io.steelyard.health.settings.SettingProblem;
import io.steelyard.health.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads health checks. {@code type} and {@code hosts} are ours, all else are the kind's own settings. Each host name
 * gets a question of its own: the health check's settings with those of the host name laid over them.
 */
final class HealthCheckReader {
    private static final Set<String> CHECK_KEYS = Set.of(HealthCheckConfig.TYPE.key(), HealthCheckConfig.HOSTS);
    private static final Set<String> HOST_KEYS = Set.of(HostCheckConfig.NAME.key(), HostCheckConfig.POLICY.key());

    private final HealthCheckKinds kinds;

    HealthCheckReader(HealthCheckKinds kinds) {
        this.kinds = kinds;
    }

    /** The health check, or null where any problem was noted. */
    @Nullable
    HealthCheckConfig read(Settings group) {
        Settings check = Settings.of(withHostGroups(group.values()), group.path());
        HealthCheckConfig read = readCheck(check);
        group.add(check.problems());
        return check.problemCount() > 0 ? null : read;
    }

    private @Nullable HealthCheckConfig readCheck(Settings check) {
        HealthCheckKind kind = kind(check);
        List<Settings> hosts = check.groups(HealthCheckConfig.HOSTS, HealthCheckConfig.MAX_HOSTS);
        refuseDuplicates(hosts);
        if (kind == null) {
            return null;
        }
        if (!hosts.isEmpty() && !kind.asksByHost()) {
            check.problem(
                    HealthCheckConfig.HOSTS,
                    "a health check of type " + kind.type() + " does not ask by host name, leave the hosts out");
        }
        HealthCheck question = create(kind, check);
        check.end();
        List<SettingProblem> own = check.problems();
        List<HostCheckConfig> hostChecks = new ArrayList<>();
        for (Settings host : hosts) {
            HostCheckConfig hostCheck = kind.asksByHost() ? hostCheck(kind, check, host, own) : null;
            if (hostCheck != null) {
                hostChecks.add(hostCheck);
            }
        }
        return question == null || check.problemCount() > 0
                ? null
                : new HealthCheckConfig(kind.type(), question, hostChecks, without(check.values(), CHECK_KEYS));
    }

    private @Nullable HealthCheckKind kind(Settings check) {
        String type = check.find(HealthCheckConfig.TYPE);
        HealthCheckKind kind = type == null ? null : kinds.find(type);
        if (type != null && kind == null) {
            check.problem(
                    HealthCheckConfig.TYPE.key(),
                    "'" + type + "' is not a known health check, this must be one of "
                            + String.join(", ", kinds.types()) + Nearest.hint(type, kinds.types()));
        }
        return kind;
    }

    private static void refuseDuplicates(List<Settings> hosts) {
        Duplicates names = new Duplicates();
        for (Settings host : hosts) {
            String name = host.find(HostCheckConfig.NAME);
            String refusal = name == null ? null : names.refuse(name, host.path());
            if (refusal != null) {
                host.problem(HostCheckConfig.NAME.key(), refusal);
            }
            host.find(HostCheckConfig.POLICY);
        }
    }

    private @Nullable HostCheckConfig hostCheck(
            HealthCheckKind kind, Settings check, Settings host, List<SettingProblem> own) {
        Map<String, Object> changes = without(host.values(), HOST_KEYS);
        Map<String, Object> laidOver = without(check.values(), CHECK_KEYS);
        laidOver.putAll(changes);
        Settings settings = Settings.of(laidOver, host.path());
        HealthCheck question = create(kind, settings);
        settings.known(HostCheckConfig.NAME.key(), HostCheckConfig.POLICY.key());
        settings.end();
        host.add(notSaidYet(settings, changes, check, own));
        if (question == null || settings.problemCount() > 0 || check.problemCount() > 0) {
            return null;
        }
        String name = HostName.of(String.valueOf(host.values().get(HostCheckConfig.NAME.key())));
        HostPolicy policy = Settings.of(host.values(), host.path()).get(HostCheckConfig.POLICY);
        return new HostCheckConfig(name, policy, question, changes);
    }

    /** Without what the host name did not change and the health check itself was told already. */
    private static List<SettingProblem> notSaidYet(
            Settings host, Map<String, Object> changes, Settings check, List<SettingProblem> own) {
        Set<String> said = own.stream()
                .map(problem -> within(problem.path(), check.path()))
                .collect(Collectors.toSet());
        return host.problems().stream()
                .filter(problem -> {
                    String path = within(problem.path(), host.path());
                    return changes.containsKey(path.split("[.\\[]", 2)[0]) || !said.contains(path);
                })
                .toList();
    }

    private static String within(String path, String around) {
        String rest = path.startsWith(around) ? path.substring(around.length()) : path;
        return rest.startsWith(".") ? rest.substring(1) : rest;
    }

    /** Kinds come from anybody's jar: one that fails is a problem with its name on it, never the end of the reading. */
    private static @Nullable HealthCheck create(HealthCheckKind kind, Settings settings) {
        int before = settings.problemCount();
        try {
            return kind.create(settings);
        } catch (RuntimeException e) {
            if (settings.problemCount() == before) {
                settings.problem(
                        "", "the health check '" + kind.type() + "' cannot take these settings: " + e.getMessage());
            }
            return null;
        }
    }

    /** A host name alone is short for a group with nothing but a name. */
    private static Map<String, ?> withHostGroups(Map<String, ?> check) {
        if (!(check.get(HealthCheckConfig.HOSTS) instanceof List<?> hosts)) {
            return check;
        }
        Map<String, Object> changed = new LinkedHashMap<>(check);
        changed.put(
                HealthCheckConfig.HOSTS,
                hosts.stream()
                        .map(host -> host == null || host instanceof Map || host instanceof List
                                ? host
                                : Map.of(HostCheckConfig.NAME.key(), host))
                        .toList());
        return changed;
    }

    /** What was left empty counts as not written. */
    private static Map<String, Object> without(Map<String, ?> values, Set<String> keys) {
        Map<String, Object> rest = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (value != null && !keys.contains(key)) {
                rest.put(key, value);
            }
        });
        return rest;
    }
}
