package io.steelyard.service.change;

import io.steelyard.config.ApplianceConfig;
import io.steelyard.pool.ServiceState;
import io.steelyard.service.Applying;
import io.steelyard.service.Plan;
import io.steelyard.service.Running;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs whatever it is told to, unless it is told to refuse. */
public final class ScriptedRunning implements Running {
    private ApplianceConfig config;
    private long revision;
    private @Nullable String obstacle;
    private final Map<String, ServiceState> states = new TreeMap<>();

    public ScriptedRunning(ApplianceConfig config, long revision) {
        this.config = config;
        this.revision = revision;
    }

    /** From now on it can't be changed, for this reason; null where it can again. */
    public void refuse(@Nullable String reason) {
        obstacle = reason;
    }

    public void state(String service, ServiceState state) {
        states.put(service, state);
    }

    public ApplianceConfig config() {
        return config;
    }

    long revision() {
        return revision;
    }

    @Override
    public Plan plan(ApplianceConfig next) {
        return Plan.between(config, next);
    }

    @Override
    public Applying apply(ApplianceConfig next, long number) {
        Plan plan = plan(next);
        String reason = obstacle;
        if (reason != null && !plan.isEmpty()) {
            return new Applying.Refused(plan, reason);
        }
        config = next;
        revision = number;
        return new Applying.Applied(plan, number);
    }

    @Override
    public long underWay(String virtualService, String realServer) {
        return 7;
    }

    @Override
    public Map<String, ServiceState> states() {
        return Map.copyOf(states);
    }
}
