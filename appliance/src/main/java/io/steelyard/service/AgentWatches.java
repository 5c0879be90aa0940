package io.steelyard.service;

import io.steelyard.config.AgentConfig;
import io.steelyard.config.HealthTimes;
import io.steelyard.config.RealServerConfig;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.health.HealthMonitor;
import io.steelyard.health.Target;
import io.steelyard.pool.AgentWord;
import io.steelyard.pool.Pool;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** The agents that are asked about one virtual service's real servers. Not thread-safe. */
final class AgentWatches {
    private final Pool pool;
    private final HealthMonitor monitor;
    private final Map<Asked, AgentWatch> watched = new HashMap<>();

    private record Asked(String realServer, InetSocketAddress address, AgentConfig agent, HealthTimes times) {}

    AgentWatches(Pool pool, HealthMonitor monitor) {
        this.pool = pool;
        this.monitor = monitor;
    }

    /** Asks just the agents of this configuration; what others said counts no more. */
    void follow(VirtualServiceConfig config) {
        Map<Asked, AgentWatch> before = new HashMap<>(watched);
        Map<Asked, AgentWatch> begun = new HashMap<>();
        watched.clear();
        for (RealServerConfig server : config.realServers()) {
            AgentConfig agent = server.agent() == null ? config.availability().agent() : server.agent();
            if (agent != null && !server.socketAddress().isUnresolved()) {
                Asked asked = new Asked(server.name(), server.socketAddress(), agent, config.health());
                AgentWatch known = before.remove(asked);
                if (known == null) {
                    known = watch(server, agent, config.health());
                    begun.put(asked, known);
                }
                watched.put(asked, known);
            }
        }
        before.forEach((asked, gone) -> {
            gone.stop();
            pool.agentSays(asked.realServer(), AgentWord.NONE);
        });
        begun.values().forEach(AgentWatch::begin);
    }

    private AgentWatch watch(RealServerConfig server, AgentConfig agent, HealthTimes times) {
        Target target =
                new Target(server.socketAddress(agent.port()), null, times.connectTimeout(), times.responseTimeout());
        return new AgentWatch(pool, server.name(), target, agent, monitor.network(), monitor.timer());
    }

    void stop() {
        watched.values().forEach(AgentWatch::stop);
        watched.clear();
    }
}
