package io.steelyard.appliance;

import io.steelyard.admin.Endpoint;
import io.steelyard.admin.Who;
import io.steelyard.admin.configuration.ConfigurationEndpoint;
import io.steelyard.admin.configuration.ObjectsEndpoint;
import io.steelyard.admin.configuration.RevisionsEndpoint;
import io.steelyard.admin.description.DescribedSetting;
import io.steelyard.admin.description.SettingsEndpoint;
import io.steelyard.config.ConfigSettings;
import io.steelyard.config.Secrets;
import io.steelyard.config.SettingGroup;
import io.steelyard.health.HealthCheckKinds;
import io.steelyard.service.change.Changes;
import java.util.List;

/** Puts together what the API has besides the state of things. */
final class ApiParts {
    private ApiParts() {}

    static List<Endpoint> of(Changes changes, HealthCheckKinds kinds, Who who) {
        List<SettingGroup> groups = ConfigSettings.of(kinds);
        Secrets secrets = new Secrets(groups);
        return List.of(
                new ConfigurationEndpoint(changes, secrets, who),
                new ObjectsEndpoint(changes, secrets, who),
                new RevisionsEndpoint(changes, secrets, who),
                new SettingsEndpoint(DescribedSetting.of(groups)));
    }
}
