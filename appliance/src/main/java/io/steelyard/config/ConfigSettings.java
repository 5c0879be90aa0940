package io.steelyard.config;

import io.steelyard.health.HealthCheckKinds;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every setting that a configuration can have, each at its place. */
public final class ConfigSettings {
    private ConfigSettings() {}

    /** In the order in which a person writes a configuration. */
    public static List<SettingGroup> of(HealthCheckKinds kinds) {
        return Stream.concat(own(), ofHealthChecks(kinds)).toList();
    }

    private static Stream<SettingGroup> own() {
        return Stream.of(
                SettingGroup.nextStart("events.webhooks[]", List.of(WebhookConfig.SECRET)),
                SettingGroup.nextStart("events.mail", List.of(MailConfig.PASSWORD)),
                SettingGroup.live("virtualServices[].persistence", List.of(PersistBy.Cookie.SECRET)));
    }

    private static Stream<SettingGroup> ofHealthChecks(HealthCheckKinds kinds) {
        return kinds.all().stream()
                .flatMap(kind -> Stream.of(
                                "virtualServices[].healthChecks[]", "virtualServices[].healthChecks[].hosts[]")
                        .map(path -> new SettingGroup(path, kind.settings(), Set.of(kind.type()), false)));
    }
}
