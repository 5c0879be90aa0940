package io.steelyard.config;

import static io.steelyard.config.SettingGroup.live;
import static io.steelyard.config.SettingGroup.nextStart;

import io.steelyard.health.HealthCheckKind;
import io.steelyard.health.HealthCheckKinds;
import io.steelyard.health.settings.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every setting that a configuration can have, each at its place. What makes descriptions of settings (the API, its
 * document, the guide) or has to know which are secret takes them from here; a test holds that the reader reads these and
 * no others.
 */
public final class ConfigSettings {
    private static final String SERVICE = "virtualServices[]";
    private static final String CHECK = SERVICE + ".healthChecks[]";

    private ConfigSettings() {}

    /**
     * In the order in which a person writes a configuration. A place can have several groups: those of its kinds of health
     * check.
     */
    public static List<SettingGroup> of(HealthCheckKinds kinds) {
        return Stream.of(
                        process(),
                        defaults(),
                        services(),
                        traffic(),
                        distribution(),
                        checks(kinds),
                        servers(),
                        events())
                .flatMap(part -> part)
                .toList();
    }

    private static Stream<SettingGroup> process() {
        return Stream.of(
                nextStart("", List.of(NameServer.SETTING)),
                nextStart(
                        "admin",
                        List.of(
                                AdminConfig.ADDRESS,
                                AdminConfig.PORT,
                                AdminConfig.HOST_NAMES,
                                AccessConfig.MODE,
                                AccessConfig.METRICS,
                                AdminTlsConfig.PROTOCOL)),
                nextStart("admin." + AccessConfig.SESSION, List.of(AccessConfig.IDLE, AccessConfig.LONGEST)),
                nextStart("admin." + AdminTlsConfig.TLS, List.of(AdminTlsConfig.CERTIFICATE, AdminTlsConfig.KEY)),
                nextStart(DataPlaneConfig.KEY, List.of(DataPlaneConfig.TRANSPORT, DataPlaneConfig.THREADS)));
    }

    private static Stream<SettingGroup> defaults() {
        return Stream.of(
                        Stream.of(live("defaults", List.of()), health("defaults")),
                        answers("defaults"),
                        accessLog("defaults"))
                .flatMap(part -> part);
    }

    private static Stream<SettingGroup> services() {
        return Stream.of(
                live(
                        SERVICE,
                        List.of(
                                VirtualServiceConfig.NAME,
                                VirtualServiceConfig.ADDRESS,
                                VirtualServiceConfig.PORT,
                                VirtualServiceConfig.TYPE,
                                VirtualServiceConfig.SCHEDULING,
                                CheckCombination.RULE,
                                CheckCombination.AT_LEAST,
                                AvailabilityConfig.MIN_SERVERS_UP,
                                AvailabilityConfig.SLOW_START,
                                AllDownConfig.CHOICE)),
                live(
                        SERVICE + "." + AllDownConfig.SorryServer.KEY,
                        List.of(AllDownConfig.SorryServer.ADDRESS, AllDownConfig.SorryServer.PORT)),
                live(
                        SERVICE + "." + AllDownConfig.Redirect.KEY,
                        List.of(AllDownConfig.Redirect.URL, AllDownConfig.Redirect.STATUS)),
                health(SERVICE),
                live(
                        SERVICE + ".passive",
                        List.of(
                                PassiveConfig.ENABLED,
                                PassiveConfig.CONNECT_FAILURES,
                                PassiveConfig.RESETS,
                                PassiveConfig.SERVER_ERRORS,
                                PassiveConfig.EJECT_FOR,
                                PassiveConfig.MAX_EJECT_FOR,
                                PassiveConfig.MAX_EJECTED)),
                agent(SERVICE));
    }

    private static Stream<SettingGroup> traffic() {
        Stream<SettingGroup> own = Stream.of(
                live(
                        SERVICE + ".timeouts",
                        List.of(
                                TimeoutConfig.HEAD,
                                TimeoutConfig.BODY,
                                TimeoutConfig.IDLE,
                                TimeoutConfig.CONNECT,
                                TimeoutConfig.RESPONSE,
                                TimeoutConfig.WRITE,
                                TimeoutConfig.SERVER_IDLE,
                                TimeoutConfig.DRAIN,
                                TimeoutConfig.TUNNEL)),
                live(
                        SERVICE + ".limits",
                        List.of(
                                HttpLimits.HEAD_BYTES,
                                HttpLimits.FIELDS,
                                HttpLimits.BODY_RATE,
                                HttpLimits.CONNECTIONS,
                                HttpLimits.CONNECTION_RATE,
                                HttpLimits.REQUEST_RATE,
                                HttpLimits.IDLE_SERVER_CONNECTIONS)),
                live(
                        SERVICE + ".clients",
                        List.of(
                                ClientLimits.CONNECTIONS,
                                ClientLimits.CONNECTION_RATE,
                                ClientLimits.REQUEST_RATE,
                                ClientLimits.BURST,
                                SourcePrefix.IPV4,
                                SourcePrefix.IPV6,
                                ClientLimits.ENTRIES,
                                ClientLimits.EXCEPTIONS)),
                live(SERVICE + ".queue", List.of(QueueConfig.SIZE, QueueConfig.TIMEOUT, QueueConfig.LEAVE_ON_CLOSE)),
                live(
                        SERVICE + ".retries",
                        List.of(RetryConfig.ATTEMPTS, RetryConfig.BUDGET, RetryConfig.MIN_PER_SECOND)),
                live(
                        SERVICE + ".upgrades",
                        List.of(UpgradeConfig.ALLOWED, UpgradeConfig.CONNECT, UpgradeConfig.CLOSE_ON_DRAIN)),
                live(SERVICE + "." + ForwardingConfig.KEY, List.of(ForwardingConfig.STYLE, ForwardingConfig.TRUSTED)),
                live(
                        SERVICE + "." + ProxyProtocolConfig.KEY,
                        List.of(ProxyProtocolConfig.IN, ProxyProtocolConfig.FROM, ProxyProtocolConfig.OUT)),
                live(
                        SERVICE + "." + RequestIdConfig.KEY,
                        List.of(
                                RequestIdConfig.ENABLED,
                                RequestIdConfig.HEADER,
                                RequestIdConfig.ACCEPT,
                                RequestIdConfig.IN_RESPONSE)),
                live(SERVICE + "." + TracingConfig.KEY, List.of(TracingConfig.ACCEPT, TracingConfig.START)),
                live(SERVICE + "." + DebugConfig.KEY, List.of(DebugConfig.SECRET, DebugConfig.CLIENTS)),
                live(
                        SERVICE + "." + RedirectHttpConfig.KEY,
                        List.of(RedirectHttpConfig.PORT, RedirectHttpConfig.STATUS, RedirectHttpConfig.TO)));
        return Stream.of(own, answers(SERVICE), accessLog(SERVICE)).flatMap(part -> part);
    }

    private static Stream<SettingGroup> distribution() {
        return Stream.of(
                live(
                        SERVICE + "." + HashingConfig.KEY,
                        List.of(
                                HashingConfig.HEADER,
                                HashingConfig.URI_PART,
                                SourcePrefix.IPV4,
                                SourcePrefix.IPV6,
                                HashingConfig.BOUND_PERCENT)),
                live(
                        SERVICE + "." + PersistenceConfig.KEY,
                        List.of(
                                PersistenceConfig.TYPE,
                                PersistenceConfig.TIMEOUT,
                                PersistenceConfig.REFRESH,
                                PersistenceConfig.ENTRIES,
                                PersistenceConfig.OR_SOURCE_IP,
                                PersistBy.NAME,
                                PersistBy.Cookie.NAME,
                                PersistBy.Cookie.SECRET,
                                PersistBy.Cookie.SAME_SITE,
                                PersistBy.Cookie.SECURE,
                                PersistBy.Cookie.HTTP_ONLY,
                                HashingConfig.URI_PART,
                                SourcePrefix.IPV4,
                                SourcePrefix.IPV6)),
                live(
                        SERVICE + "." + ResourceConfig.KEY,
                        List.of(
                                ResourceConfig.PATH,
                                ResourceConfig.PORT,
                                ResourceConfig.HOST,
                                ResourceConfig.INTERVAL,
                                ResourceConfig.PATTERN,
                                ResourceConfig.MEANS,
                                ResourceConfig.KEEP)));
    }

    private static Stream<SettingGroup> checks(HealthCheckKinds kinds) {
        String hosts = CHECK + "." + HealthCheckConfig.HOSTS + "[]";
        List<SettingGroup> checks = new ArrayList<>();
        checks.add(live(CHECK, List.of(HealthCheckConfig.TYPE)));
        kinds.all().forEach(kind -> checks.add(ofKind(CHECK, kind)));
        checks.add(live(hosts, List.of(HostCheckConfig.NAME, HostCheckConfig.POLICY)));
        kinds.all().stream().filter(HealthCheckKind::asksByHost).forEach(kind -> checks.add(ofKind(hosts, kind)));
        return checks.stream();
    }

    private static SettingGroup ofKind(String path, HealthCheckKind kind) {
        return new SettingGroup(path, kind.settings(), Set.of(kind.type()), false);
    }

    private static Stream<SettingGroup> servers() {
        String server = SERVICE + ".realServers[]";
        return Stream.of(
                live(
                        server,
                        List.of(
                                RealServerConfig.ADDRESS,
                                RealServerConfig.PORT,
                                RealServerConfig.WEIGHT,
                                RealServerConfig.ENABLED,
                                RealServerConfig.CRITICAL,
                                RealServerConfig.RESOLVE,
                                ServerCapacity.MAX_CONNECTIONS,
                                ServerCapacity.MAX_RATE)),
                agent(server));
    }

    private static Stream<SettingGroup> events() {
        List<Setting<?>> syslog = new ArrayList<>(syslog());
        syslog.add(EventsConfig.LEAST);
        return Stream.of(
                nextStart("events", List.of(EventsConfig.MEMORY)),
                nextStart(
                        "events.file",
                        List.of(
                                JournalFileConfig.DIRECTORY,
                                JournalFileConfig.MAX_SIZE,
                                JournalFileConfig.KEEP,
                                JournalFileConfig.SYNC)),
                nextStart("events.damping", List.of(DampingConfig.CHANGES, DampingConfig.WINDOW, DampingConfig.CALM)),
                nextStart("events.syslog[]", syslog),
                nextStart(
                        "events.webhooks[]",
                        List.of(
                                WebhookConfig.URL,
                                WebhookConfig.SECRET,
                                WebhookConfig.TIMEOUT,
                                WebhookConfig.ATTEMPTS,
                                EventsConfig.LEAST)),
                nextStart(
                        "events.mail",
                        List.of(
                                MailConfig.SERVER,
                                MailConfig.PORT,
                                MailConfig.SECURITY,
                                MailConfig.CA_FILE,
                                MailConfig.USER,
                                MailConfig.PASSWORD,
                                MailConfig.FROM,
                                MailConfig.TO,
                                MailConfig.COLLECT,
                                MailConfig.LEAST)));
    }

    private static SettingGroup health(String within) {
        return live(
                within + ".health",
                List.of(
                        HealthTimes.INTERVAL,
                        HealthTimes.FAST_INTERVAL,
                        HealthTimes.CONNECT_TIMEOUT,
                        HealthTimes.RESPONSE_TIMEOUT,
                        HealthTimes.RISE,
                        HealthTimes.FALL));
    }

    private static Stream<SettingGroup> answers(String within) {
        String path = within + "." + AnswersConfig.KEY;
        return Stream.of(
                live(path, List.of(AnswersConfig.RETRY_AFTER)),
                live(
                        path + "." + AnswersConfig.ERROR_PAGES + "[]",
                        List.of(
                                ErrorPageConfig.STATUS,
                                ErrorPageConfig.FILE,
                                ErrorPageConfig.BODY,
                                ErrorPageConfig.CONTENT_TYPE)));
    }

    private static Stream<SettingGroup> accessLog(String within) {
        String path = within + "." + AccessLogConfig.KEY;
        return Stream.of(
                live(path, List.of(AccessLogConfig.FORMAT, AccessLogConfig.TEMPLATE, AccessLogTarget.TO)),
                live(
                        path + ".file",
                        List.of(
                                AccessLogTarget.ToFile.PATH,
                                AccessLogTarget.ToFile.MAX_SIZE,
                                AccessLogTarget.ToFile.MAX_AGE,
                                AccessLogTarget.ToFile.KEEP)),
                live(path + ".syslog", syslog()));
    }

    private static List<Setting<?>> syslog() {
        return List.of(
                SyslogConfig.SERVER,
                SyslogConfig.PORT,
                SyslogConfig.TRANSPORT,
                SyslogConfig.FACILITY,
                SyslogConfig.CA_FILE);
    }

    private static SettingGroup agent(String within) {
        return live(
                within + "." + AgentConfig.KEY,
                List.of(AgentConfig.PORT, AgentConfig.TYPE, AgentConfig.PATH, AgentConfig.INTERVAL));
    }
}
