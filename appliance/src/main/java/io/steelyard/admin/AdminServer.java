package io.steelyard.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Route;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceConfig;
import io.netty.channel.EventLoopGroup;
import io.steelyard.admin.access.Access;
import io.steelyard.admin.access.MachineNames;
import io.steelyard.admin.access.ServedCertificate;
import io.steelyard.admin.metrics.MeterBook;
import io.steelyard.config.AdminConfig;
import io.steelyard.event.EventListener;
import io.steelyard.health.HealthChange;
import io.steelyard.health.HealthListener;
import io.steelyard.pool.CheckDoubt;
import io.steelyard.pool.DoubtListener;
import io.steelyard.service.ApplianceView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The administrator's side, listening: status, events, metrics and the page. It has event loops of its own and a bound
 * on everything a client can make it do, so that flooding it slows nothing but itself. Thread-safe.
 */
public final class AdminServer implements AutoCloseable {
    static final int MAX_BODY_BYTES = 64 * 1024;
    private static final int MAX_HEAD_BYTES = 16 * 1024;
    private static final int MAX_CONNECTIONS = 256;
    private static final int EVENT_LOOPS = 2;
    /** How often it is looked whether the command line changed users, or somebody the certificate. */
    private static final int LOOK_SECONDS = 2;

    private final Server server;
    private final InetSocketAddress address;
    private final EventStream events;
    private final MetricsService metrics;

    private AdminServer(Server server, InetSocketAddress address, EventStream events, MetricsService metrics) {
        this.server = server;
        this.address = address;
        this.events = events;
        this.metrics = metrics;
    }

    /**
     * Starts to listen; waits until it does.
     *
     * @param appliance what is shown
     * @param meters what was counted
     * @throws AdminUnavailableException where the address and port cannot be listened on; nothing is left running
     */
    public static AdminServer start(AdminConfig config, ApplianceView appliance, MeterBook meters, About about)
            throws AdminUnavailableException {
        return start(config, appliance, meters, about, null, List.of());
    }

    /**
     * The same, with what it takes to say why a server is red.
     *
     * @param insight null where only states are shown
     * @param more what else the API has
     */
    public static AdminServer start(
            AdminConfig config,
            ApplianceView appliance,
            MeterBook meters,
            About about,
            @Nullable Insight insight,
            List<Endpoint> more)
            throws AdminUnavailableException {
        EventListener journal = insight == null ? event -> {} : insight.journal();
        Access access = Access.inMemory(config, about.clock(), journal);
        return start(config, appliance, meters, about, insight, more, access);
    }

    /**
     * The same, for those only whom this lets in.
     *
     * @param access not closed with the server
     */
    public static AdminServer start(
            AdminConfig config,
            ApplianceView appliance,
            MeterBook meters,
            About about,
            @Nullable Insight insight,
            List<Endpoint> more,
            Access access)
            throws AdminUnavailableException {
        InetSocketAddress address = tried(config);
        EventLoopGroup loops = new AdminLoops("steelyard-admin", EVENT_LOOPS);
        StatusJson status = new StatusJson(appliance, meters, about, insight == null ? null : insight.diagnoses());
        JournalEndpoint journal = insight == null ? null : new JournalEndpoint(insight.journal());
        EventStream events = new EventStream(
                loops.next(), status::write, journal == null ? EventStream.Missed.NOTHING : journal.missed());
        MetricsService metrics = new MetricsService(meters, appliance, about.version());
        ScheduledExecutorService slow = SlowTasks.executor();
        slow.scheduleWithFixedDelay(access::tick, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
        ServerBuilder builder = bounded(listening(address, access.certificate()))
                .workerGroup(loops, true)
                .bossGroupFactory(name -> new AdminLoops("steelyard-admin-accept", 1))
                .blockingTaskExecutor(slow, true)
                .errorHandler(new ProblemAnswers())
                .decorator(new AccessGate(access))
                .decorator(onlyFor(new HostRule(config.address(), names(config))));
        (config.isTls() ? SecurityHeaders.OVER_TLS : SecurityHeaders.ALL).forEach(builder::setHeader);
        new LogOnEndpoint(access).route(builder);
        new UsersEndpoint(access).route(builder);
        new TokensEndpoint(access, about.clock()).route(builder);
        new AuditEndpoint(access.audit()).route(builder);
        new WhyEndpoint(appliance).route(builder);
        route(builder, "/api/v1/status", (ctx, request) -> answer(MediaType.JSON_UTF_8, status.write()));
        HttpService stream = events;
        if (insight != null && journal != null) {
            new HealthEndpoints(appliance, insight).route(builder);
            new MaintenanceEndpoint(appliance, insight, about.clock(), events::changed).route(builder);
            new SessionsEndpoint(appliance, insight.journal(), about.clock()).route(builder);
            journal.route(builder);
            stream = (ctx, request) -> ctx.queryParam("since") == null
                    ? events.serve(ctx, request)
                    : journal.since(ctx.queryParam("since"));
        }
        builder.route().get("/api/v1/events").build(stream);
        more.forEach(endpoint -> endpoint.route(builder));
        route(builder, "/metrics", metrics);
        route(builder, "/healthz", (ctx, request) -> answer(MediaType.PLAIN_TEXT_UTF_8, "ok\n".getBytes(UTF_8)));
        PageFiles page = new PageFiles();
        route(builder, "/", page);
        route(builder, "prefix:/assets", page);
        Server server = builder.build();
        try {
            server.start().join();
        } catch (CompletionException failed) {
            server.close();
            throw new AdminUnavailableException(config, failed.getCause() == null ? failed : failed.getCause());
        }
        server.config().blockingTaskExecutor().execute(metrics::prepare);
        InetSocketAddress bound = new InetSocketAddress(address.getAddress(), server.activeLocalPort());
        return new AdminServer(server, bound, events, metrics);
    }

    /** Where it listens; with the real port where 0 was configured. */
    public InetSocketAddress address() {
        return address;
    }

    /** Something that the status shows has changed. Any thread; returns at once. */
    public void changed() {
        events.changed();
    }

    /** Hears of health changes for the event stream. Must hear after the pools, so that it shows what they have. */
    public HealthListener healthListener() {
        return new HealthListener() {
            @Override
            public void changed(HealthChange change) {
                events.changed();
            }
        };
    }

    /** Hears which health checks become suspect, for the event stream. */
    public DoubtListener doubtListener() {
        return new DoubtListener() {
            @Override
            public void raised(CheckDoubt doubt) {
                events.changed();
            }

            @Override
            public void settled(CheckDoubt doubt) {
                events.changed();
            }
        };
    }

    /** Ends the event streams and stops listening; waits until it has. */
    @Override
    public void close() {
        events.close();
        server.close();
        metrics.close();
    }

    private static ServerBuilder listening(InetSocketAddress address, @Nullable ServedCertificate certificate) {
        return certificate == null
                ? Server.builder().http(address)
                : Server.builder().https(address).tlsProvider(new AdminTls(certificate));
    }

    private static Set<String> names(AdminConfig config) {
        Set<String> names = MachineNames.now();
        names.addAll(config.hostNames());
        return names;
    }

    /** Every method and path that it answers, such as {@code GET /api/v1/status}. */
    public Set<String> endpoints() {
        Set<String> endpoints = new TreeSet<>();
        for (ServiceConfig service : server.config().serviceConfigs()) {
            Route route = service.route();
            if (!route.isFallback()) {
                route.methods().forEach(method -> endpoints.add(method + " " + AccessGate.path(route)));
            }
        }
        return endpoints;
    }

    private static ServerBuilder bounded(ServerBuilder builder) {
        return builder.maxRequestLength(MAX_BODY_BYTES)
                .http1MaxInitialLineLength(MAX_HEAD_BYTES / 4)
                .http1MaxHeaderSize(MAX_HEAD_BYTES)
                .http2MaxHeaderListSize(MAX_HEAD_BYTES)
                .http2MaxStreamsPerConnection(32)
                .maxNumConnections(MAX_CONNECTIONS)
                .requestTimeout(Duration.ofSeconds(10))
                .idleTimeout(Duration.ofSeconds(30))
                .maxConnectionAge(Duration.ofMinutes(15))
                .gracefulShutdownTimeout(Duration.ZERO, Duration.ZERO)
                .disableServerHeader()
                .verboseResponses(false)
                .meterRegistry(NoopMeterRegistry.get());
    }

    private static void route(ServerBuilder builder, String path, HttpService service) {
        builder.route().path(path).methods(HttpMethod.GET, HttpMethod.HEAD).build(service);
    }

    private static DecoratingHttpServiceFunction onlyFor(HostRule hosts) {
        return (service, ctx, request) -> hosts.allows(request.authority())
                ? service.serve(ctx, request)
                : new Problem(
                                HttpStatus.MISDIRECTED_REQUEST,
                                "The admin side answers to localhost and to its configured address, not to this Host.")
                        .response();
    }

    private static HttpResponse answer(MediaType type, byte[] body) {
        ResponseHeaders headers = ResponseHeaders.builder(HttpStatus.OK)
                .contentType(type)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .build();
        return HttpResponse.of(headers, HttpData.wrap(body));
    }

    /**
     * Tries the address before anything is started, so that a taken port costs nothing and leaves nothing behind. (That
     * somebody takes it in the moment between is found when the server starts, and told the same way.)
     */
    private static InetSocketAddress tried(AdminConfig config) throws AdminUnavailableException {
        try (ServerSocket socket = new ServerSocket()) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(config.address()), config.port());
            socket.setReuseAddress(true);
            socket.bind(address);
            return address;
        } catch (IOException failed) {
            throw new AdminUnavailableException(config, failed);
        }
    }
}
