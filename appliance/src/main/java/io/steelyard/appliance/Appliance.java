package io.steelyard.appliance;

import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.steelyard.admin.About;
import io.steelyard.admin.AdminServer;
import io.steelyard.admin.Who;
import io.steelyard.admin.access.Access;
import io.steelyard.admin.accesslog.AccessLog;
import io.steelyard.admin.metrics.HealthMeters;
import io.steelyard.admin.metrics.MeterBook;
import io.steelyard.admin.metrics.TrafficMeters;
import io.steelyard.admin.statistics.Statistics;
import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.DataPlaneConfig;
import io.steelyard.config.NameServer;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.diagnosis.VainRequests;
import io.steelyard.event.TrafficFork;
import io.steelyard.health.HealthMonitor;
import io.steelyard.health.ProbeNetwork;
import io.steelyard.health.ProbeTimer;
import io.steelyard.health.net.NettyProbeNetwork;
import io.steelyard.names.DnsNames;
import io.steelyard.names.NameServers;
import io.steelyard.names.Names;
import io.steelyard.net.CannotListen;
import io.steelyard.net.Loops;
import io.steelyard.net.Transport;
import io.steelyard.service.ApplianceView;
import io.steelyard.service.ConfigListener;
import io.steelyard.service.Plan;
import io.steelyard.service.VirtualServices;
import io.steelyard.service.change.Changes;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running process: the only place where things are put together. What is built here is given to those who need it;
 * nobody looks anything up.
 */
public final class Appliance implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Appliance.class);

    /** Between two looks at the configuration file and at a revision on trial. */
    private static final long LOOK_MILLIS = 500;

    /** Between two steps of the statistics. */
    private static final long SAMPLE_SECONDS = 10;

    private final Loops loops;
    private final IoEventLoopGroup probeLoops;
    private final HealthMonitor monitor;
    private final VirtualServices services;
    private final Chronicle chronicle;
    private final StoredConfig stored;
    private final Changes changes;
    private final ScheduledExecutorService looking;
    private final AccessLog accessLog;
    private @Nullable Access access;
    private @Nullable AdminServer admin;

    private Appliance(
            Loops loops,
            IoEventLoopGroup probeLoops,
            HealthMonitor monitor,
            VirtualServices services,
            Chronicle chronicle,
            StoredConfig stored,
            Changes changes,
            AccessLog accessLog) {
        this.accessLog = accessLog;
        this.chronicle = chronicle;
        this.stored = stored;
        this.changes = changes;
        this.looking = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "changes");
            thread.setDaemon(true);
            return thread;
        });
        this.loops = loops;
        this.probeLoops = probeLoops;
        this.monitor = monitor;
        this.services = services;
    }

    /**
     * Starts one whose configuration is in no file.
     *
     * @throws CannotStart where an address and port can't be had
     */
    public static Appliance start(ApplianceConfig config) throws CannotStart {
        return start(StoredConfig.of(config));
    }

    /**
     * Starts everything; what it throws leaves nothing running.
     *
     * @param stored closed with the appliance
     * @throws CannotStart where an address and port can't be had
     */
    static Appliance start(StoredConfig stored) throws CannotStart {
        try {
            return run(stored);
        } catch (CannotStart e) {
            stored.close();
            throw e;
        }
    }

    private static Appliance run(StoredConfig stored) throws CannotStart {
        ApplianceConfig config = stored.config();
        String tooFew = OpenFiles.ofThisProcess().warning(config);
        if (tooFew != null) {
            log.warn(tooFew);
        }
        Clock clock = Clock.systemUTC();
        Loops loops = loops(config.dataPlane());
        IoEventLoopGroup probeLoops = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("health", true), Transport.best().ioHandlerFactory());
        ProbeNetwork network = NettyProbeNetwork.on(probeLoops, clock);
        HealthMonitor monitor =
                new HealthMonitor(network, ProbeTimer.on(probeLoops.next()), clock, HealthMonitor.DEFAULT_AT_ONCE);
        MeterBook meters = new MeterBook();
        meters.serve(config.virtualServices());
        VainRequests vain = new VainRequests();
        AccessLog accessLog = AccessLog.start(
                loops.all().size(),
                Clock.system(ZoneId.systemDefault()),
                meters,
                new FileOutputStream(FileDescriptor.out));
        accessLog.serve(config.virtualServices());
        VirtualServices services = new VirtualServices(
                loops,
                monitor,
                names(config, probeLoops, monitor, clock),
                new TrafficFork(new TrafficFork(new TrafficMeters(meters), vain), accessLog),
                clock);
        monitor.addListener(new HealthMeters(meters));
        Chronicle chronicle = Chronicle.start(config.events(), monitor, network, services, clock);
        vain.tell(chronicle.insight().diagnoses());
        accessLog.tell(chronicle.insight().journal());
        Changes changes = new Changes(services, stored.store(), stored.reader(), stored.beginning(), clock);
        Appliance appliance =
                new Appliance(loops, probeLoops, monitor, services, chronicle, stored, changes, accessLog);
        try {
            Statistics statistics = new Statistics(meters);
            About about = new About(Commands.ownVersion(), clock.instant(), clock);
            Access access = Access.in(
                    stored.access(), config.admin(), clock, chronicle.insight().journal());
            appliance.access = access;
            AdminServer admin = AdminServer.start(
                    config.admin(),
                    services,
                    meters,
                    about,
                    chronicle.insight(),
                    new ApiParts(changes, stored.reader().kinds(), Who.CALLER, about, meters, statistics, loops).all(),
                    access);
            appliance.admin = admin;
            monitor.addListener(admin.healthListener());
            services.addDoubtListener(admin.doubtListener());
            services.start(config, stored.beginning().revision().number());
            services.addConfigListener(new ConfigListener() {
                @Override
                public void serving(List<VirtualServiceConfig> serving) {
                    meters.serve(serving);
                    accessLog.serve(serving);
                }

                @Override
                public void applied(Plan plan, long revision) {
                    chronicle.configured();
                    admin.changed();
                }
            });
            changes.addListener(chronicle.changeListener());
            chronicle.started(stored.beginning());
            admin.changed();
            appliance.look();
            appliance.sample(statistics, clock);
            return appliance;
        } catch (CannotListen | IOException e) {
            appliance.close();
            throw new CannotStart(String.valueOf(e.getMessage()), e);
        }
    }

    private static Loops loops(DataPlaneConfig config) throws CannotStart {
        Transport transport = switch (config.transport()) {
            case AUTO -> Transport.best();
            case EPOLL -> Transport.EPOLL;
            case IO_URING -> Transport.IO_URING;
            case NIO -> Transport.NIO;
        };
        String whyNot = transport.whyNot();
        if (whyNot != null) {
            throw new CannotStart("dataPlane.transport: " + transport + " does not work on this machine: " + whyNot);
        }
        int threads = config.threads() == 0 ? Runtime.getRuntime().availableProcessors() : config.threads();
        return new Loops(transport, threads);
    }

    private void look() {
        looking.scheduleWithFixedDelay(
                () -> {
                    try {
                        changes.tick();
                    } catch (RuntimeException e) {
                        log.error("the configuration could not be looked after", e);
                    }
                },
                LOOK_MILLIS,
                LOOK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private void sample(Statistics statistics, Clock clock) {
        looking.scheduleAtFixedRate(
                () -> {
                    try {
                        statistics.sample(clock.instant());
                    } catch (RuntimeException e) {
                        log.error("the statistics miss a step", e);
                    }
                },
                SAMPLE_SECONDS,
                SAMPLE_SECONDS,
                TimeUnit.SECONDS);
    }

    /** The one way to change the configuration. */
    public Changes changes() {
        return changes;
    }

    /** Writes logs into files of their configured names anew, after somebody moved those away. Returns at once. */
    void reopenLogs() {
        accessLog.reopen();
    }

    private static Names names(ApplianceConfig config, IoEventLoopGroup group, HealthMonitor monitor, Clock clock) {
        List<InetSocketAddress> servers = config.nameServers().isEmpty()
                ? NameServers.ofThisMachine()
                : config.nameServers().stream().map(NameServer::socketAddress).toList();
        return new Names(DnsNames.on(group.next(), servers), monitor.timer(), clock);
    }

    /** Where each virtual service takes clients, in the configuration's order. */
    public List<InetSocketAddress> addresses() {
        return services.addresses();
    }

    /** Where the administrator's page and API listen. */
    public InetSocketAddress adminAddress() {
        AdminServer present = admin;
        if (present == null) {
            throw new IllegalStateException("an appliance that did not start has no admin side");
        }
        return present.address();
    }

    /** The page's address as browsers are told it. */
    String pageUrl() {
        InetSocketAddress address = adminAddress();
        String host = address.getAddress().isAnyLocalAddress()
                ? "localhost"
                : address.getAddress().getHostAddress();
        return (stored.config().admin().isTls() ? "https://" : "http://")
                + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort() + "/";
    }

    /** Who may use the admin side. */
    Access access() {
        if (access == null) {
            throw new IllegalStateException("an appliance that did not start lets nobody in");
        }
        return access;
    }

    /** Where its users, its audit and its own certificate are kept. */
    Path accessDirectory() {
        return stored.access();
    }

    /** Every method and path that the admin side answers. */
    Set<String> endpoints() {
        return admin == null ? Set.of() : admin.endpoints();
    }

    /** What lets the first administrator be made; null where that is not needed. */
    @Nullable
    String setUpCode() {
        return access == null ? null : access.setUpCode();
    }

    /** The virtual services as they are, for those who only look. */
    public ApplianceView view() {
        return services;
    }

    /** Takes no new clients and lets the present ones finish what they are at, for at most this long. */
    public void drain(Duration longest) throws InterruptedException {
        try {
            services.drain().toCompletableFuture().get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.warn("some clients were not done after {} s and are cut off", longest.toSeconds());
        } catch (ExecutionException e) {
            log.warn("draining failed", e);
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
        if (admin != null) {
            admin.close();
        }
        if (access != null) {
            access.close();
        }
        services.close();
        monitor.close();
        loops.close();
        accessLog.close();
        chronicle.close();
        stored.close();
        probeLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
