package io.steelyard.health.check;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.settings.Settings;
import java.time.Clock;

/**
 * {@code icmp}: up is who answers an echo request, a ping. Tells that a machine runs, and nothing of what runs on it. Where
 * the appliance may not send pings, that is a problem of the configuration, said when it is read.
 */
public final class IcmpCheckKind implements HealthCheckKind {
    private final PingProgram ping;
    private volatile boolean possible;

    public IcmpCheckKind() {
        this(PingProgram.ofTheSystem());
    }

    IcmpCheckKind(PingProgram ping) {
        this.ping = ping;
    }

    @Override
    public String type() {
        return "icmp";
    }

    @Override
    public HealthCheck create(Settings settings) {
        if (!possible) {
            String obstacle = ping.obstacle();
            possible = obstacle.isEmpty();
            if (!possible) {
                settings.problem("type", obstacle);
            }
        }
        return new IcmpCheck(ping, Clock.systemUTC(), System::nanoTime);
    }
}
