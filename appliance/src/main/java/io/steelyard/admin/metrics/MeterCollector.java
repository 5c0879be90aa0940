package io.steelyard.admin.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Tells Prometheus what the meters have counted. */
final class MeterCollector implements MultiCollector {
    private static final List<String> CLASSES = List.of("none", "1xx", "2xx", "3xx", "4xx", "5xx");

    private final MeterBook book;

    MeterCollector(MeterBook book) {
        this.book = book;
    }

    @Override
    public MetricSnapshots collect() {
        return new MetricSnapshots(List.<MetricSnapshot>of(
                requests(),
                serverDurations(
                        "steelyard_request_duration_seconds",
                        "From a request's first byte to its response's last.",
                        true,
                        server -> server.exchanges),
                serverCounter(
                        "steelyard_request_bytes", "Bytes of requests as received.", true, ServerMeters::requestBytes),
                serverCounter(
                        "steelyard_response_bytes", "Bytes of responses as sent.", true, ServerMeters::responseBytes),
                serverCounter(
                        "steelyard_exchanges_repeated",
                        "Requests sent a second time because a kept-alive connection turned out closed.",
                        true,
                        server -> server.repeated.sum()),
                words(
                        "steelyard_requests_refused",
                        "Requests refused before they became exchanges, by reason.",
                        service -> service.refused),
                words("steelyard_exchanges_failed", "Exchanges that failed, by reason.", service -> service.failed),
                serviceCounter(
                        "steelyard_retries",
                        "Requests tried again on another real server.",
                        service -> service.retries.sum()),
                serviceCounter(
                        "steelyard_retries_refused",
                        "Requests not tried again because the budget for retries was spent.",
                        service -> service.retriesRefused.sum()),
                queueWaits(),
                serviceCounter(
                        "steelyard_access_log_lines_written",
                        "Lines written to access logs.",
                        service -> service.accessLog().written().sum()),
                serviceCounter(
                        "steelyard_access_log_lines_lost",
                        "Lines that access logs are missing, because they could not be written or not soon enough.",
                        service -> service.accessLog().lost().sum()),
                clientConnections(),
                serviceCounter(
                        "steelyard_client_connections_accepted",
                        "Clients' connections accepted.",
                        service -> service.connectionsAccepted.sum()),
                serverConnections(),
                serverCounter(
                        "steelyard_server_connections_opened",
                        "Connections opened to real servers.",
                        false,
                        server -> server.connectionsOpened.sum()),
                probes(),
                serverDurations(
                        "steelyard_probe_duration_seconds",
                        "From a probe's begin to its verdict.",
                        false,
                        server -> server.probes),
                transitions()));
    }

    private CounterSnapshot requests() {
        CounterSnapshot.Builder family =
                counter("steelyard_requests", "Exchanges ended, by the class of the status that the client got.");
        eachServer(true, (labels, server) -> {
            for (int i = 0; i < CLASSES.size(); i++) {
                add(family, labels.add("code", CLASSES.get(i)), server.requests(i));
            }
        });
        return family.build();
    }

    private CounterSnapshot probes() {
        CounterSnapshot.Builder family = counter("steelyard_probes", "Probes ended, by verdict.");
        eachServer(false, (labels, server) -> {
            add(family, labels.add("verdict", "up"), server.probes.count(ServerMeters.UP));
            add(family, labels.add("verdict", "down"), server.probes.count(ServerMeters.DOWN));
        });
        return family.build();
    }

    private CounterSnapshot transitions() {
        CounterSnapshot.Builder family =
                counter("steelyard_cell_transitions", "Cells that went up or down, by the state they went to.");
        eachServer(false, (labels, server) -> {
            add(family, labels.add("to", "up"), server.wentUp.sum());
            add(family, labels.add("to", "down"), server.wentDown.sum());
        });
        return family.build();
    }

    private GaugeSnapshot clientConnections() {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder()
                .name("steelyard_client_connections_active")
                .help("Clients' open connections.");
        for (ServiceMeters service : book.services()) {
            family.dataPoint(gauge(labels(service), service.clientConnections()));
        }
        return family.build();
    }

    private CounterSnapshot serviceCounter(String name, String help, ToLongFunction<ServiceMeters> number) {
        CounterSnapshot.Builder family = counter(name, help);
        for (ServiceMeters service : book.services()) {
            add(family, labels(service), number.applyAsLong(service));
        }
        return family.build();
    }

    private HistogramSnapshot queueWaits() {
        HistogramSnapshot.Builder family = HistogramSnapshot.builder()
                .name("steelyard_queue_wait_seconds")
                .help("How long requests waited for a real server that could take them, whatever came of it.");
        for (ServiceMeters service : book.services()) {
            family.dataPoint(point(labels(service), service.waits));
        }
        return family.build();
    }

    private static HistogramDataPointSnapshot point(Labels labels, Durations durations) {
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(Durations.bounds(), durations.buckets()))
                .sum(durations.sumSeconds())
                .build();
    }

    private GaugeSnapshot serverConnections() {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder()
                .name("steelyard_server_connections_active")
                .help("Open connections to real servers, idle ones too.");
        eachServer(false, (labels, server) -> family.dataPoint(gauge(labels, server.openConnections())));
        return family.build();
    }

    private CounterSnapshot words(String name, String help, Function<ServiceMeters, WordCounters> which) {
        CounterSnapshot.Builder family = counter(name, help);
        for (ServiceMeters service : book.services()) {
            which.apply(service)
                    .counts()
                    .forEach((word, count) -> add(family, labels(service).add("reason", word), count));
        }
        return family.build();
    }

    private CounterSnapshot serverCounter(
            String name, String help, boolean unreached, ToLongFunction<ServerMeters> number) {
        CounterSnapshot.Builder family = counter(name, help);
        eachServer(unreached, (labels, server) -> add(family, labels, number.applyAsLong(server)));
        return family.build();
    }

    private HistogramSnapshot serverDurations(
            String name, String help, boolean unreached, Function<ServerMeters, Durations> which) {
        HistogramSnapshot.Builder family =
                HistogramSnapshot.builder().name(name).help(help);
        eachServer(unreached, (labels, server) -> {
            family.dataPoint(point(labels, which.apply(server)));
        });
        return family.build();
    }

    private void eachServer(boolean unreached, BiConsumer<Labels, ServerMeters> then) {
        for (ServiceMeters service : book.services()) {
            for (ServerMeters server : unreached ? service.serversAndUnreached() : service.servers()) {
                then.accept(labels(service).add("real_server", server.realServer()), server);
            }
        }
    }

    private static Labels labels(ServiceMeters service) {
        return Labels.of("virtual_service", service.virtualService());
    }

    private static CounterSnapshot.Builder counter(String name, String help) {
        return CounterSnapshot.builder().name(name).help(help);
    }

    private static void add(CounterSnapshot.Builder family, Labels labels, long value) {
        family.dataPoint(CounterDataPointSnapshot.builder()
                .labels(labels)
                .value((double) value)
                .build());
    }

    private static GaugeDataPointSnapshot gauge(Labels labels, long value) {
        return GaugeDataPointSnapshot.builder()
                .labels(labels)
                .value((double) value)
                .build();
    }
}
