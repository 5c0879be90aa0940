package io.steelyard.config;

import io.steelyard.health.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the virtual services of one configuration, and finds what two of them claim. Not thread-safe. */
final class VirtualServiceReader {
    private final HealthCheckReader checks;
    private final HealthTimes defaultHealth;
    private final AnswersReader answers;
    private final AccessLogReader logs;
    private final Duplicates names = new Duplicates();
    private final Duplicates addresses = new Duplicates();

    VirtualServiceReader(
            HealthCheckReader checks,
            HealthTimes defaultHealth,
            AnswersReader answers,
            AccessLogReader logs,
            AdminConfig admin) {
        this.checks = checks;
        this.defaultHealth = defaultHealth;
        this.answers = answers;
        this.logs = logs;
        addresses.refuse(RealServerConfig.name(admin.address(), admin.port()), "admin");
    }

    /** The virtual service, or null where any problem was noted. */
    @Nullable
    VirtualServiceConfig read(Settings settings) {
        int before = settings.problemCount();
        String name = name(settings);
        String address = settings.find(VirtualServiceConfig.ADDRESS);
        Integer port = settings.find(VirtualServiceConfig.PORT);
        if (address != null && port != null) {
            note(settings, "port", addresses.refuse(RealServerConfig.name(address, port), settings.path()));
        }
        Protocol type = settings.get(VirtualServiceConfig.TYPE);
        Scheduling scheduling = settings.get(VirtualServiceConfig.SCHEDULING);
        HealthTimes health = HealthTimes.read(settings.group("health"), defaultHealth);
        List<HealthCheckConfig> healthChecks = healthChecks(settings);
        List<RealServerConfig> realServers = realServers(settings);
        HttpConfig http = HttpConfig.read(settings, answers, logs);
        AvailabilityConfig availability =
                AvailabilityConfig.read(settings, listed(settings, "healthChecks"), listed(settings, "realServers"));
        if (address != null && port != null) {
            checkRedirects(settings, address, port, http.answers().redirectHttp(), availability.whenAllDown());
        }
        DistributionConfig distribution = DistributionConfig.read(settings, scheduling);
        settings.end();
        return settings.problemCount() > before || address == null || port == null
                ? null
                : new VirtualServiceConfig(
                        name,
                        address,
                        port,
                        type,
                        scheduling,
                        health,
                        healthChecks,
                        realServers,
                        http,
                        availability,
                        distribution);
    }

    private void checkRedirects(
            Settings settings,
            String address,
            int port,
            @Nullable RedirectHttpConfig redirectHttp,
            AllDownConfig whenAllDown) {
        if (redirectHttp != null) {
            String place = RealServerConfig.name(address, redirectHttp.port());
            String path = settings.path() + "." + RedirectHttpConfig.KEY;
            note(settings, RedirectHttpConfig.KEY, addresses.refuse(place, path));
        }
        Refusal loop = RedirectLoops.find(address, port, whenAllDown, redirectHttp);
        if (loop != null) {
            settings.problem(loop.key(), loop.sentence());
        }
    }

    private String name(Settings settings) {
        String name = settings.find(VirtualServiceConfig.NAME);
        if (name == null) {
            return VirtualServiceConfig.NAME.fallback();
        }
        note(settings, "name", names.refuse(name, settings.path()));
        return name;
    }

    private List<HealthCheckConfig> healthChecks(Settings settings) {
        List<HealthCheckConfig> read = new ArrayList<>();
        for (Settings group : settings.groups("healthChecks", VirtualServiceConfig.MAX_HEALTH_CHECKS)) {
            HealthCheckConfig check = checks.read(group);
            if (check != null) {
                read.add(check);
            }
        }
        return read;
    }

    private static List<RealServerConfig> realServers(Settings settings) {
        List<RealServerConfig> read = new ArrayList<>();
        Duplicates servers = new Duplicates();
        for (Settings group : settings.groups("realServers", VirtualServiceConfig.MAX_REAL_SERVERS)) {
            int before = group.problemCount();
            RealServerConfig server = RealServerConfig.read(group);
            read.add(server);
            if (group.problemCount() == before) {
                note(group, "", servers.refuse(server.name(), group.path()));
            }
        }
        return read;
    }

    /** How many stand in this list, whether or not they can be read. */
    private static int listed(Settings settings, String key) {
        return settings.values().get(key) instanceof List<?> list ? list.size() : 0;
    }

    private static void note(Settings settings, String key, @Nullable String sentence) {
        if (sentence != null) {
            settings.problem(key, sentence);
        }
    }
}
