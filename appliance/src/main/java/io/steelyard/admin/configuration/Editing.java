package io.steelyard.admin.configuration;

import com.linecorp.armeria.common.HttpResponse;
import io.steelyard.admin.Problem.Fault;
import io.steelyard.admin.Unfit;
import io.steelyard.config.ConfigTree;
import io.steelyard.config.Secrets;
import io.steelyard.config.Secrets.Restored;
import io.steelyard.health.settings.Settings;
import io.steelyard.service.change.Changes;
import io.steelyard.service.change.Draft;
import io.steelyard.service.change.Standing;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes what clients want to have into drafts, and these into the configuration, or into plans. Thread-safe. */
final class Editing {
    private final Changes changes;
    private final Secrets secrets;

    Editing(Changes changes, Secrets secrets) {
        this.changes = changes;
        this.secrets = secrets;
    }

    Standing standing() {
        return changes.standing();
    }

    Secrets secrets() {
        return secrets;
    }

    /** Values for the whole configuration, with secrets as people see them. */
    HttpResponse whole(ChangeRequest change, Map<?, ?> values) throws Unfit {
        Restored restored = secrets.restored(values, standing().tree());
        return make(change, meant(restored, ChangeAnswer.WHOLE), ChangeAnswer.WHOLE);
    }

    /** A text for the whole configuration, with secrets as people see them. */
    HttpResponse text(ChangeRequest change, String yaml) throws Unfit {
        return yaml.contains(Settings.HIDDEN)
                ? whole(change, ConfigTree.ofYaml(yaml).root())
                : make(change, new Draft.Text(yaml), ChangeAnswer.WHOLE);
    }

    /** An object as it is meant, with secrets as people see them. */
    Map<String, @Nullable Object> object(Map<?, ?> sent, @Nullable Object known, Spot spot, ChangeAnswer answer)
            throws Unfit {
        return meant(secrets.restoredIn(sent, known, spot.shape(), spot.path()), answer);
    }

    /** Values for the whole configuration, with the secrets themselves. */
    HttpResponse make(ChangeRequest change, Map<?, ?> whole, ChangeAnswer answer) throws Unfit {
        try {
            return make(change, new Draft.Values(ConfigTree.of(whole)), answer);
        } catch (IllegalArgumentException e) {
            String words = String.valueOf(e.getMessage());
            int colon = words.indexOf(": ");
            String path = colon < 0 ? "" : words.substring(0, colon);
            String message = colon < 0 ? words : words.substring(colon + 2);
            throw new Unfit(ChangeAnswer.invalid(List.of(answer.fault(path, message, 0))));
        }
    }

    private HttpResponse make(ChangeRequest change, Draft.Content content, ChangeAnswer answer) {
        Draft draft = new Draft(change.base(), content, change.who(), change.why());
        return change.planOnly() ? answer.of(changes.plan(draft)) : answer.of(changes.apply(draft, change.probation()));
    }

    private static Map<String, @Nullable Object> meant(Restored restored, ChangeAnswer answer) throws Unfit {
        if (restored.problems().isEmpty()) {
            return restored.values();
        }
        List<Fault> faults = restored.problems().stream()
                .map(problem -> answer.fault(problem.path(), problem.message(), 0))
                .toList();
        throw new Unfit(ChangeAnswer.invalid(faults));
    }
}
