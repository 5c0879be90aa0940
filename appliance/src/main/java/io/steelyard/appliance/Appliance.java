package io.steelyard.appliance;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.steelyard.config.ApplianceConfig;
import io.steelyard.event.TrafficListener;
import io.steelyard.health.HealthMonitor;
import io.steelyard.health.ProbeTimer;
import io.steelyard.health.net.NettyProbeNetwork;
import io.steelyard.net.CannotListen;
import io.steelyard.net.Loops;
import io.steelyard.net.Transport;
import io.steelyard.service.VirtualServices;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running process: the only place where things are put together. What is built here is given to those who need it;
 * nobody looks anything up.
 */
public final class Appliance implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Appliance.class);

    private final Loops loops;
    private final EventLoopGroup probeLoops;
    private final HealthMonitor monitor;
    private final VirtualServices services;

    private Appliance(Loops loops, EventLoopGroup probeLoops, HealthMonitor monitor, VirtualServices services) {
        this.loops = loops;
        this.probeLoops = probeLoops;
        this.monitor = monitor;
        this.services = services;
    }

    /**
     * Starts everything; what it throws leaves nothing running.
     *
     * @throws CannotStart where an address and port can't be had
     */
    public static Appliance start(ApplianceConfig config) throws CannotStart {
        Clock clock = Clock.systemUTC();
        Loops loops = new Loops(Transport.best(), Runtime.getRuntime().availableProcessors());
        EventLoopGroup probeLoops =
                new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("health", true), NioIoHandler.newFactory());
        HealthMonitor monitor = new HealthMonitor(
                NettyProbeNetwork.on(probeLoops, clock),
                ProbeTimer.on(probeLoops.next()),
                clock,
                HealthMonitor.DEFAULT_AT_ONCE);
        VirtualServices services = new VirtualServices(loops, monitor, TrafficListener.NONE, clock);
        Appliance appliance = new Appliance(loops, probeLoops, monitor, services);
        try {
            services.start(config);
            return appliance;
        } catch (CannotListen e) {
            appliance.close();
            throw new CannotStart(String.valueOf(e.getMessage()), e);
        }
    }

    /** Where each virtual service takes clients, in the configuration's order. */
    public List<InetSocketAddress> addresses() {
        return services.addresses();
    }

    /** Takes no new clients and lets the present ones finish what they are at, for at most this long. */
    public void drain(Duration longest) throws InterruptedException {
        try {
            services.drain().toCompletableFuture().get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.warn("some clients were not done after {} s and are cut off", longest.toSeconds());
        } catch (java.util.concurrent.ExecutionException e) {
            log.warn("draining failed", e);
        }
    }

    @Override
    public void close() {
        services.close();
        monitor.close();
        loops.close();
        probeLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
