package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.steelyard.config.CapacityConfig;
import io.steelyard.config.CheckCombination;
import io.steelyard.config.HttpConfig;
import io.steelyard.config.HttpLimits;
import io.steelyard.config.OriginConfig;
import io.steelyard.config.TimeoutConfig;
import io.steelyard.config.UpgradeConfig;
import io.steelyard.net.Transport;
import io.steelyard.pool.ServerTerms;
import io.steelyard.wire.ScriptedOrigin;
import io.steelyard.wire.WireEnd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * The stage of one test: a proxy, the clients before it and the real servers behind it. The proxy starts with the first
 * client, in front of all real servers that there are by then. Whatever the test did, at its end the proxy must have
 * let go of every connection and exchange, and have logged no stack trace.
 */
final class ProxyStage implements BeforeEachCallback, AfterEachCallback {
    final RecordingTraffic traffic = new RecordingTraffic();

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<InetSocketAddress> servers = new ArrayList<>();
    private final List<AutoCloseable> ends = new ArrayList<>();
    private Transport transport = Transport.best();
    private TimeoutConfig times = all(Duration.ofSeconds(10));
    private HttpLimits limits = HttpLimits.DEFAULT;
    private UpgradeConfig upgrades = UpgradeConfig.DEFAULT;
    private CapacityConfig capacity = CapacityConfig.DEFAULT;
    private ServerTerms terms = ServerTerms.PLAIN;
    private int eventLoops = 1;
    private OriginConfig from = OriginConfig.DEFAULT;
    private @Nullable ScriptedOrigin origin;
    private @Nullable TestProxy proxy;

    private static TimeoutConfig all(Duration time) {
        return new TimeoutConfig(time, time, time, time, time, time, time, time, time);
    }

    /** One of the times, by its setting's key, much shorter than the ten seconds of the others. */
    void shorten(String key) {
        Duration shortTime = Duration.ofMillis(100);
        times = new TimeoutConfig(
                key.equals("head") ? shortTime : times.head(),
                key.equals("body") ? shortTime : times.body(),
                key.equals("idle") ? shortTime : times.idle(),
                key.equals("connect") ? shortTime : times.connect(),
                key.equals("response") ? shortTime : times.response(),
                key.equals("write") ? shortTime : times.write(),
                key.equals("serverIdle") ? shortTime : times.serverIdle(),
                times.drain(),
                key.equals("tunnel") ? shortTime : times.tunnel());
    }

    void limits(HttpLimits others) {
        limits = others;
    }

    /** Also offers to change to these protocols, and CONNECT where that is said. */
    void upgrades(boolean connect, String... allowed) {
        upgrades = new UpgradeConfig(List.of(allowed), connect, Duration.ZERO);
    }

    private HttpConfig http() {
        return HttpConfig.DEFAULT
                .with(times)
                .with(limits)
                .with(upgrades)
                .with(capacity)
                .with(from);
    }

    void capacity(CapacityConfig other) {
        capacity = other;
    }

    /** Every real server takes at most so many exchanges at once, 0 for however many, and so many new ones a second. */
    void serversTake(int atOnce, int perSecond) {
        terms = new ServerTerms(CheckCombination.ALL, false, atOnce, perSecond);
    }

    void eventLoops(int count) {
        eventLoops = count;
    }

    void from(OriginConfig other) {
        from = other;
    }

    void transport(Transport other) {
        transport = other;
    }

    /** The real server; the first, where there are several. */
    ScriptedOrigin origin() throws IOException {
        if (origin == null) {
            origin = anotherOrigin();
        }
        return origin;
    }

    ScriptedOrigin anotherOrigin() throws IOException {
        return join(ScriptedOrigin.start());
    }

    /** Makes this one a real server too. */
    ScriptedOrigin join(ScriptedOrigin other) {
        ends.add(other);
        serverAt(other.port());
        return other;
    }

    /** A real server at this port of the loopback address, whoever that is. */
    void serverAt(int port) {
        server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** A real server that is nobody's here. */
    void server(InetSocketAddress address) {
        if (proxy != null) {
            throw new IllegalStateException("the proxy has started already");
        }
        servers.add(address);
    }

    /** Has no real server at all. */
    void noServers() throws Exception {
        proxy = TestProxy.start(transport, http(), traffic, List.of());
    }

    TestProxy proxy() throws Exception {
        if (proxy == null) {
            if (servers.isEmpty()) {
                origin();
            }
            proxy = TestProxy.start(transport, eventLoops, http(), traffic, servers, terms);
        }
        return proxy;
    }

    WireEnd client() throws Exception {
        return closedLater(WireEnd.to(proxy().port()));
    }

    WireEnd slowClient() throws Exception {
        return closedLater(WireEnd.withSmallBuffer(proxy().port()));
    }

    private WireEnd closedLater(WireEnd end) {
        ends.add(end);
        return end;
    }

    /** Until real servers have been given just so many exchanges that have not ended. */
    void awaitExchanges(int count) throws Exception {
        TestProxy started = proxy();
        await().untilAsserted(() -> assertThat(started.activeExchanges()).isEqualTo(count));
    }

    /** Until just so many clients are connected. */
    void awaitClients(int count) {
        await().untilAsserted(() -> assertThat(traffic.clients).hasValue(count));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        rootLogger().addAppender(log);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        try (TestProxy ending = proxy) {
            for (AutoCloseable end : ends) {
                end.close();
            }
            if (ending != null) {
                await().untilAsserted(() -> {
                    assertThat(ending.activeExchanges()).as("exchanges").isZero();
                    assertThat(traffic.clients).as("clients").hasValue(0);
                    assertThat(traffic.serverConnections)
                            .as("connections to real servers")
                            .hasValue(0);
                });
            }
        } finally {
            rootLogger().detachAppender(log);
        }
        assertThat(log.list)
                .as("stack traces in the log")
                .noneMatch(event -> event.getThrowableProxy() != null)
                .noneMatch(event -> event.getLevel().isGreaterOrEqual(ch.qos.logback.classic.Level.WARN));
    }

    private static Logger rootLogger() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
