package io.steelyard.admin.metrics;

import io.steelyard.config.RealServerConfig;
import io.steelyard.config.VirtualServiceConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What is counted of one virtual service. Any thread may count and read. */
public final class ServiceMeters {
    private final String virtualService;
    private final ServerMeters unreached = new ServerMeters("");
    private volatile Page page = new Page(Map.of(), List.of());
    final LongAdder connections = new LongAdder();
    final LongAdder connectionsAccepted = new LongAdder();
    final LongAdder retries = new LongAdder();
    final LongAdder retriesRefused = new LongAdder();
    final Durations waits = new Durations(1);
    final WordCounters refused = new WordCounters();
    final WordCounters failed = new WordCounters();
    private final LineCounts accessLog = new LineCounts();

    ServiceMeters(String virtualService) {
        this.virtualService = virtualService;
    }

    public String virtualService() {
        return virtualService;
    }

    /** Clients' connections that are open. */
    public long clientConnections() {
        return connections.sum();
    }

    /** Lines of the access log. */
    public LineCounts accessLog() {
        return accessLog;
    }

    /** Requests refused before they became exchanges. */
    public long refused() {
        return refused.total();
    }

    /** Exchanges that failed, whatever status the client got. */
    public long failed() {
        return failed.total();
    }

    /** Requests tried again on another real server. */
    public long retries() {
        return retries.sum();
    }

    /** Requests that were not tried again, because too many were already. */
    public long retriesRefused() {
        return retriesRefused.sum();
    }

    /** Requests that waited for a real server, whatever came of it. */
    public long waited() {
        return waits.count(0);
    }

    /** Exchanges that failed for this reason. */
    public long failed(String reason) {
        return failed.counted(reason);
    }

    /** How long exchanges took over every real server and those that reached none, as {@link ServerMeters#durations}. */
    public long[] durations() {
        long[] all = unreached.durations();
        for (ServerMeters server : page.configured) {
            long[] more = server.durations();
            for (int i = 0; i < all.length; i++) {
                all[i] += more[i];
            }
        }
        return all;
    }

    /** One number over every real server, with the exchanges that reached none. */
    public long sum(ToLongFunction<ServerMeters> number) {
        long sum = number.applyAsLong(unreached);
        for (ServerMeters server : page.configured) {
            sum += number.applyAsLong(server);
        }
        return sum;
    }

    /** The real server's meters; null where there is no such real server. */
    @Nullable
    public ServerMeters server(String realServer) {
        return page.counted.get(realServer);
    }

    /** The meters to count an exchange in: those of the real server, or those of the exchanges that reached none. */
    ServerMeters serverOrUnreached(@Nullable String realServer) {
        ServerMeters server = realServer == null ? null : page.counted.get(realServer);
        return server == null ? unreached : server;
    }

    /** Those of the real servers that are configured. */
    public List<ServerMeters> servers() {
        return page.configured;
    }

    List<ServerMeters> serversAndUnreached() {
        List<ServerMeters> all = new ArrayList<>(page.configured);
        all.add(unreached);
        return all;
    }

    /** Keeps the meters of the real servers that stay. One thread at a time. */
    void serve(VirtualServiceConfig config) {
        Map<String, ServerMeters> next = new LinkedHashMap<>();
        for (RealServerConfig server : config.realServers()) {
            ServerMeters kept = page.counted.get(server.name());
            next.put(server.name(), kept != null ? kept : new ServerMeters(server.name()));
        }
        List<ServerMeters> configured = List.copyOf(next.values());
        page.counted.forEach((name, meters) -> {
            if (meters.openConnections() > 0) {
                next.putIfAbsent(name, meters);
            }
        });
        page = new Page(next, configured);
    }

    private record Page(Map<String, ServerMeters> counted, List<ServerMeters> configured) {}
}
