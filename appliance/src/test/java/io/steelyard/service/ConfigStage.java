package io.steelyard.service;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigReading;
import io.steelyard.event.TrafficListener;
import io.steelyard.health.HealthMonitor;
import io.steelyard.health.ProbeTimer;
import io.steelyard.health.net.NettyProbeNetwork;
import io.steelyard.net.CannotListen;
import io.steelyard.net.Loops;
import io.steelyard.net.Transport;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** Live virtual services whose configuration is given as text again and again, with two event loops. */
final class ConfigStage implements AutoCloseable {
    private static final ConfigReader READER = ConfigReader.withInstalledKinds();

    private final Loops loops = new Loops(Transport.best(), 2);
    private final EventLoopGroup probeLoops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final HealthMonitor monitor;
    private final VirtualServices services;

    private ConfigStage() {
        Clock clock = Clock.systemUTC();
        monitor = new HealthMonitor(
                NettyProbeNetwork.on(probeLoops, clock), ProbeTimer.on(probeLoops.next()), clock, 100);
        services = new VirtualServices(loops, monitor, TrafficListener.NONE, clock);
    }

    static ConfigStage start(String text) throws CannotListen {
        ConfigStage stage = new ConfigStage();
        stage.services.start(read(text));
        return stage;
    }

    /** A whole configuration; what is wrong with it is the test's mistake. */
    static ApplianceConfig read(String text) {
        ConfigReading reading = READER.read("test.yaml", text);
        if (reading instanceof ConfigReading.Valid valid) {
            return valid.config();
        }
        throw new AssertionError(reading + "\n" + text);
    }

    Applying apply(String text) {
        return services.apply(read(text));
    }

    VirtualServices services() {
        return services;
    }

    ServiceView service(String name) {
        return services.services().stream()
                .filter(service -> service.config().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        services.close();
        monitor.close();
        loops.close();
        probeLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
