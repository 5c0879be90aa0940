package io.steelyard.health.net;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.steelyard.health.HealthCheck;
import io.steelyard.health.ProbeNetwork;
import io.steelyard.health.Target;
import io.steelyard.health.Verdict;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One event loop with a real network on it, for one test. */
public final class ProbeLoop implements AutoCloseable {
    private static final Duration AMPLE = Duration.ofSeconds(20);

    private final EventLoopGroup group;
    private final ProbeNetwork network;

    public ProbeLoop() {
        this(Epoll.isAvailable());
    }

    public ProbeLoop(boolean epoll) {
        group = new MultiThreadIoEventLoopGroup(1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        network = NettyProbeNetwork.on(group, Clock.systemUTC());
    }

    public ProbeNetwork network() {
        return network;
    }

    /** Probes with ample time. */
    public Verdict probe(HealthCheck check, InetSocketAddress address, @Nullable String host) throws Exception {
        return probe(check, new Target(address, host, AMPLE, AMPLE));
    }

    /** Probes with this much time for the answer. */
    public Verdict probe(HealthCheck check, InetSocketAddress address, Duration responseTimeout) throws Exception {
        return probe(check, new Target(address, null, AMPLE, responseTimeout));
    }

    public Verdict probe(HealthCheck check, Target target) throws Exception {
        return check.probe(target, network).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
