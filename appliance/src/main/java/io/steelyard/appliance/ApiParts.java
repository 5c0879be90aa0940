package io.steelyard.appliance;

import io.steelyard.admin.About;
import io.steelyard.admin.Endpoint;
import io.steelyard.admin.Who;
import io.steelyard.admin.backup.BackupEndpoint;
import io.steelyard.admin.capture.Captor;
import io.steelyard.admin.capture.CapturesEndpoint;
import io.steelyard.admin.configuration.ConfigurationEndpoint;
import io.steelyard.admin.configuration.ObjectsEndpoint;
import io.steelyard.admin.configuration.RevisionsEndpoint;
import io.steelyard.admin.description.DescribedSetting;
import io.steelyard.admin.description.OpenApiEndpoint;
import io.steelyard.admin.description.SettingsEndpoint;
import io.steelyard.admin.metrics.MeterBook;
import io.steelyard.admin.statistics.Statistics;
import io.steelyard.admin.statistics.StatisticsEndpoint;
import io.steelyard.admin.system.ProcessFacts;
import io.steelyard.admin.system.SystemEndpoint;
import io.steelyard.config.ConfigSettings;
import io.steelyard.config.Secrets;
import io.steelyard.config.SettingGroup;
import io.steelyard.health.HealthCheckKinds;
import io.steelyard.net.Loops;
import io.steelyard.service.change.Changes;
import java.util.List;
import java.util.Locale;

/**
 * What the API has besides the state of things, and what it is made of.
 *
 * @param kinds the health checks that a configuration may ask for
 */
record ApiParts(
        Changes changes,
        HealthCheckKinds kinds,
        Who who,
        About about,
        MeterBook meters,
        Statistics statistics,
        Loops loops) {

    List<Endpoint> all() {
        List<SettingGroup> groups = ConfigSettings.of(kinds);
        Secrets secrets = new Secrets(groups);
        List<DescribedSetting> settings = DescribedSetting.of(groups);
        return List.of(
                new ConfigurationEndpoint(changes, secrets, who),
                new ObjectsEndpoint(changes, secrets, who),
                new RevisionsEndpoint(changes, secrets, who),
                new SettingsEndpoint(settings),
                new OpenApiEndpoint(about.version(), settings),
                new StatisticsEndpoint(statistics, meters, about.clock()),
                new SystemEndpoint(about, process()),
                new BackupEndpoint(changes, who, about.clock()),
                new CapturesEndpoint(Captor::ofThisMachine));
    }

    private ProcessFacts process() {
        return new ProcessFacts(
                loops.transport().toString().toLowerCase(Locale.ROOT),
                loops.all().size(),
                changes.revisions().file(),
                changes.revisions().directory(),
                OpenFiles.ofThisProcess().allowed());
    }
}
