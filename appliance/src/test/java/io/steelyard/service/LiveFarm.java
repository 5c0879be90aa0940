package io.steelyard.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.steelyard.config.ApplianceConfig;
import io.steelyard.config.ConfigReader;
import io.steelyard.config.ConfigReading;
import io.steelyard.config.OnFreePort;
import io.steelyard.event.TrafficListener;
import io.steelyard.health.HealthMonitor;
import io.steelyard.health.ProbeTimer;
import io.steelyard.health.net.NettyProbeNetwork;
import io.steelyard.names.Answer;
import io.steelyard.names.NameSource;
import io.steelyard.names.Names;
import io.steelyard.net.Loops;
import io.steelyard.net.Transport;
import io.steelyard.pool.Pool;
import io.steelyard.pool.SimulatedTime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Live virtual services on free ports of loopback, from the text of a configuration, with one event loop. */
final class LiveFarm implements AutoCloseable {
    private final Loops loops = new Loops(Transport.best(), 1);
    private final EventLoopGroup probeLoops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final HealthMonitor monitor;
    private final VirtualServices services;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private LiveFarm(NameSource source, @Nullable SimulatedTime nameTime) {
        Clock clock = Clock.systemUTC();
        monitor = new HealthMonitor(
                NettyProbeNetwork.on(probeLoops, clock), ProbeTimer.on(probeLoops.next()), clock, 100);
        Names names =
                nameTime == null ? new Names(source, monitor.timer(), clock) : new Names(source, nameTime, nameTime);
        services = new VirtualServices(loops, monitor, names, TrafficListener.NONE, clock);
    }

    /** The address and the name are filled in; the settings are lines of one virtual service. */
    static LiveFarm start(String settings) throws Exception {
        NameSource none = name -> CompletableFuture.completedFuture(new Answer.Failed("there are no names here"));
        return start(settings, none, null);
    }

    /** Names are asked for when this time says so. */
    static LiveFarm start(String settings, NameSource source, @Nullable SimulatedTime nameTime) throws Exception {
        String text = "virtualServices:\n  - name: farm\n    address: 127.0.0.1\n    port: 1\n"
                + "    health: { interval: 20ms, fastInterval: 10ms, connectTimeout: 3s, responseTimeout: 3s }\n"
                + settings.indent(4);
        ConfigReading reading = ConfigReader.withInstalledKinds().read("farm.yaml", text);
        assertThat(reading).isInstanceOf(ConfigReading.Valid.class);
        ApplianceConfig config = ((ConfigReading.Valid) reading).config();
        LiveFarm farm = new LiveFarm(source, nameTime);
        farm.services.start(new ApplianceConfig(
                config.admin(),
                config.defaultHealth(),
                List.of(OnFreePort.of(config.virtualServices().get(0)))));
        return farm;
    }

    VirtualServices services() {
        return services;
    }

    ServiceView service() {
        return services.services().get(0);
    }

    /** What an administrator's orders go to. */
    Pool pool() {
        return ((LiveService) service()).pool();
    }

    int port() {
        return services.addresses().get(0).getPort();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        services.close();
        monitor.close();
        loops.close();
        probeLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
