package io.steelyard.health.load;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.steelyard.health.CellId;
import io.steelyard.health.HealthCheck;
import io.steelyard.health.HealthCheckKinds;
import io.steelyard.health.HealthMonitor;
import io.steelyard.health.ProbeSchedule;
import io.steelyard.health.ProbeTimer;
import io.steelyard.health.Target;
import io.steelyard.health.Thresholds;
import io.steelyard.health.net.NettyProbeNetwork;
import io.steelyard.health.settings.Settings;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A health monitor with many cells, as an appliance has it, for {@code deploy/loadtest/health}: prints the CPU time that
 * this process took, and how late verdicts were. No test.
 *
 * <p>Arguments: real servers, host names on each, the origin's port, silent servers, their port, the port of those that
 * do not even take a connection, seconds of warm-up, seconds of measuring. Real servers are 127.0.0.0/16 at the origin's
 * port, the silent ones 127.1.0.0/16, every other one at the one port.
 */
public final class HealthLoad {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final ProbeSchedule SCHEDULE = new ProbeSchedule(INTERVAL, INTERVAL, new Thresholds(2, 3));
    private static final int MILLIS_PER_TICK = 10;

    private final int servers;
    private final int hosts;
    private final int port;
    private final int silent;
    private final int silentPort;
    private final int deafPort;
    private final Lateness lateness = new Lateness(INTERVAL);

    private HealthLoad(int servers, int hosts, int port, int silent, int silentPort, int deafPort) {
        this.servers = servers;
        this.hosts = hosts;
        this.port = port;
        this.silent = silent;
        this.silentPort = silentPort;
        this.deafPort = deafPort;
    }

    public static void main(String[] args) throws Exception {
        int[] numbers = new int[args.length];
        for (int i = 0; i < args.length; i++) {
            numbers[i] = Integer.parseInt(args[i]);
        }
        new HealthLoad(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
                .run(numbers[6], numbers[7]);
        System.exit(0);
    }

    private void run(int warmUp, int seconds) throws Exception {
        MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        HealthMonitor monitor = new HealthMonitor(
                NettyProbeNetwork.on(loops, Clock.systemUTC()),
                ProbeTimer.on(loops.next()),
                Clock.systemUTC(),
                HealthMonitor.DEFAULT_AT_ONCE);
        HealthCheck check = HealthCheckKinds.installed().get("http").create(Settings.of(Map.of(), ""));
        for (int server = 0; server < servers; server++) {
            for (int host = 0; host < hosts; host++) {
                watch(monitor, lateness.noting(check), new InetSocketAddress(address(0, server), port), "host" + host);
            }
        }
        for (int server = 0; server < silent; server++) {
            int at = server % 2 == 0 ? silentPort : deafPort;
            watch(monitor, check, new InetSocketAddress(address(1, server), at), "silent");
        }
        try (AtEnd clock = new AtEnd()) {
            clock.after(warmUp);
            lateness.begin();
            long before = cpuMillis();
            long collecting = collectionMillis();
            long began = System.nanoTime();
            clock.after(seconds);
            double wall = (System.nanoTime() - began) / 1e9;
            report((cpuMillis() - before) / 1e3 / wall, wall);
            System.out.printf("garbage collection: %.1f ms a second%n", (collectionMillis() - collecting) / wall);
        }
    }

    private void watch(HealthMonitor monitor, HealthCheck check, InetSocketAddress server, String host) {
        CellId cell = new CellId("load", server.getAddress().getHostAddress() + ":" + server.getPort(), 0, host);
        monitor.watch(cell, check, new Target(server, host + ".surveyor.lab", TIMEOUT, TIMEOUT), SCHEDULE);
    }

    private static InetAddress address(int net, int number) throws IOException {
        return InetAddress.getByAddress(
                new byte[] {127, (byte) net, (byte) (1 + number / 250), (byte) (1 + number % 250)});
    }

    private void report(double cores, double seconds) {
        System.out.printf(
                "cells %d, silent %d: %.1f %% of a core, %.0f verdicts/s, %.1f us each, %d not up, %d skipped%n",
                servers * hosts,
                silent,
                cores * 100,
                lateness.verdicts() / seconds,
                cores * 1e6 * seconds / lateness.verdicts(),
                lateness.notUp(),
                lateness.skipped());
        System.out.printf(
                "verdicts late by, ms: p50 %.1f, p99 %.1f, p99.9 %.1f, max %.1f%n",
                lateness.millis(0.5), lateness.millis(0.99), lateness.millis(0.999), lateness.millis(1));
    }

    private static long collectionMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    /** User and system time of this process so far (proc(5), fields 14 and 15 of stat). */
    private static long cpuMillis() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MILLIS_PER_TICK;
    }

    /** Waits by a timer's beat. */
    private static final class AtEnd implements AutoCloseable {
        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

        void after(int seconds) throws Exception {
            timer.schedule(() -> {}, seconds, TimeUnit.SECONDS).get();
        }

        @Override
        public void close() {
            timer.shutdownNow();
        }
    }
}
