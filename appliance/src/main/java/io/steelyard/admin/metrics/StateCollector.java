package io.steelyard.admin.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.steelyard.health.CellState;
import io.steelyard.pool.CellStatus;
import io.steelyard.pool.Roster;
import io.steelyard.pool.ServerState;
import io.steelyard.pool.ServerStatus;
import io.steelyard.pool.ServiceState;
import io.steelyard.pool.Sessions;
import io.steelyard.service.ApplianceView;
import io.steelyard.service.ServiceView;
import java.util.Locale;

/** Tells Prometheus in what state cells and real servers are: one series per possible state, 1 for the present one. */
final class StateCollector implements MultiCollector {
    private final ApplianceView appliance;

    StateCollector(ApplianceView appliance) {
        this.appliance = appliance;
    }

    @Override
    public MetricSnapshots collect() {
        GaugeSnapshot.Builder cells = gauge("steelyard_cell_state", "1 for the state that the cell is in, else 0.");
        GaugeSnapshot.Builder servers =
                gauge("steelyard_real_server_state", "1 for the state that the real server is in, else 0.");
        GaugeSnapshot.Builder services =
                gauge("steelyard_virtual_service_state", "1 for the state that the virtual service is in, else 0.");
        GaugeSnapshot.Builder active =
                gauge("steelyard_real_server_active_exchanges", "Exchanges given to the real server and not ended.");
        GaugeSnapshot.Builder sessions = gauge("steelyard_sessions", "Clients that persistence remembers.");
        GaugeSnapshot.Builder capacity =
                gauge("steelyard_sessions_capacity", "How many clients persistence remembers at most.");
        CounterSnapshot.Builder evicted = CounterSnapshot.builder()
                .name("steelyard_sessions_evicted")
                .help("Clients that persistence forgot before their time, to make room.");
        GaugeSnapshot.Builder places = gauge(
                "steelyard_real_server_max_exchanges", "Exchanges that the real server takes at once, 0 for no limit.");
        GaugeSnapshot.Builder queued = gauge(
                "steelyard_requests_queued", "Requests that wait because every real server has what it can take.");
        GaugeSnapshot.Builder uncounted = gauge(
                "steelyard_clients_uncounted",
                "Times that a client had no limit of its own for want of room to count it.");
        GaugeSnapshot.Builder revision = gauge("steelyard_configuration_revision", "The revision that is running.");
        add(revision, Labels.EMPTY, (double) appliance.revision());
        for (ServiceView service : appliance.services()) {
            Labels labels = Labels.of("virtual_service", service.config().name());
            Roster roster = service.roster();
            add(queued, labels, service.waiting());
            add(uncounted, labels, (double) service.uncountedClients());
            states(services, labels, ServiceState.values(), roster.state());
            Sessions remembered = service.sessions();
            if (remembered.capacity() > 0) {
                add(sessions, labels, (double) remembered.count());
                add(capacity, labels, (double) remembered.capacity());
                evicted.dataPoint(CounterDataPointSnapshot.builder()
                        .labels(labels)
                        .value((double) remembered.evicted())
                        .build());
            }
            for (ServerStatus server : roster.servers()) {
                Labels ofServer = labels.add("real_server", server.server().name());
                states(servers, ofServer, ServerState.values(), server.state());
                add(active, ofServer, (double) server.server().activeExchanges());
                add(places, ofServer, server.server().places());
                for (CellStatus cell : server.cells()) {
                    states(cells, cellLabels(ofServer, cell), CellState.values(), cell.state());
                }
            }
        }
        return new MetricSnapshots(
                cells.build(),
                services.build(),
                places.build(),
                queued.build(),
                uncounted.build(),
                servers.build(),
                active.build(),
                sessions.build(),
                capacity.build(),
                evicted.build(),
                revision.build());
    }

    private static Labels cellLabels(Labels ofServer, CellStatus cell) {
        String host = cell.id().host();
        return ofServer.add("check", Integer.toString(cell.id().check())).add("host", host == null ? "" : host);
    }

    private static void states(GaugeSnapshot.Builder family, Labels labels, Enum<?>[] possible, Enum<?> present) {
        for (Enum<?> state : possible) {
            add(family, labels.add("state", state.name().toLowerCase(Locale.ROOT)), state == present ? 1 : 0);
        }
    }

    private static GaugeSnapshot.Builder gauge(String name, String help) {
        return GaugeSnapshot.builder().name(name).help(help);
    }

    private static void add(GaugeSnapshot.Builder family, Labels labels, double value) {
        family.dataPoint(
                GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
    }
}
