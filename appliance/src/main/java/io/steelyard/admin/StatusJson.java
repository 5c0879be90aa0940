package io.steelyard.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.steelyard.admin.metrics.MeterBook;
import io.steelyard.admin.metrics.ServerMeters;
import io.steelyard.admin.metrics.ServiceMeters;
import io.steelyard.config.HealthCheckConfig;
import io.steelyard.config.RedirectHttpConfig;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.diagnosis.Diagnoses;
import io.steelyard.health.Diagnosis;
import io.steelyard.names.NameState;
import io.steelyard.pool.AgentWord;
import io.steelyard.pool.CellStatus;
import io.steelyard.pool.Ejection;
import io.steelyard.pool.FetchedLoad;
import io.steelyard.pool.Order;
import io.steelyard.pool.Roster;
import io.steelyard.pool.ServerMarks;
import io.steelyard.pool.ServerStatus;
import io.steelyard.service.ApplianceView;
import io.steelyard.service.ServiceView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The status of the whole appliance as one JSON document, written straight from the rosters: every virtual service in
 * it is one moment's roster, whatever changes meanwhile. Counters only grow while the process lives; who wants a rate
 * takes two documents and the times {@code at} between them. Thread-safe.
 */
final class StatusJson {
    private final JsonFactory json = new JsonFactory();
    private final ApplianceView appliance;
    private final MeterBook meters;
    private final About about;
    private final @Nullable Diagnoses diagnoses;

    /** @param diagnoses null where none are made */
    StatusJson(ApplianceView appliance, MeterBook meters, About about, @Nullable Diagnoses diagnoses) {
        this.diagnoses = diagnoses;
        this.appliance = appliance;
        this.meters = meters;
        this.about = about;
    }

    /** The document as of now, in UTF-8, on one line. */
    byte[] write() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberField("revision", appliance.revision());
            out.writeStringField("version", about.version());
            out.writeStringField("startedAt", about.startedAt().toString());
            out.writeStringField("at", about.clock().instant().toString());
            out.writeArrayFieldStart("virtualServices");
            for (ServiceView service : appliance.services()) {
                writeService(out, service);
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("an array of bytes failed", impossible);
        }
        return bytes.toByteArray();
    }

    private void writeService(JsonGenerator out, ServiceView service) throws IOException {
        VirtualServiceConfig config = service.config();
        ServiceMeters counted = meters.service(config.name());
        Roster roster = service.roster();
        List<ServerStatus> servers = roster.servers();
        out.writeStartObject();
        out.writeStringField("name", config.name());
        out.writeStringField("state", word(roster.state()));
        if (roster.whyClosed() != null) {
            out.writeStringField("whyClosed", roster.whyClosed());
        }
        out.writeStringField("address", config.address());
        out.writeNumberField("port", config.port());
        writeRedirect(out, service);
        out.writeStringField("type", word(config.type()));
        out.writeStringField("scheduling", word(config.scheduling()));
        out.writeNumberField("queued", service.waiting());
        out.writeNumberField("uncountedClients", service.uncountedClients());
        if (counted != null) {
            writeCounters(out, counted);
        }
        out.writeArrayFieldStart("realServers");
        for (int i = 0; i < servers.size(); i++) {
            writeServer(out, service, servers.get(i), counted);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void writeRedirect(JsonGenerator out, ServiceView service) throws IOException {
        RedirectHttpConfig redirect = service.config().http().answers().redirectHttp();
        InetSocketAddress listens = service.redirectAddress();
        if (redirect != null && listens != null) {
            out.writeObjectFieldStart("redirectHttp");
            out.writeNumberField("port", listens.getPort());
            out.writeNumberField("status", redirect.status());
            out.writeStringField("to", redirect.locationFor(service.config().port()));
            out.writeEndObject();
        }
    }

    private static void writeCounters(JsonGenerator out, ServiceMeters counted) throws IOException {
        out.writeNumberField("clientConnections", counted.clientConnections());
        out.writeObjectFieldStart("counters");
        out.writeNumberField("requests", counted.sum(ServerMeters::requests));
        for (int i = 1; i <= 5; i++) {
            int statusClass = i;
            out.writeNumberField("responses" + i + "xx", counted.sum(server -> server.requests(statusClass)));
        }
        out.writeNumberField("failed", counted.failed());
        out.writeNumberField("refused", counted.refused());
        out.writeNumberField("queued", counted.waited());
        out.writeNumberField("queueFull", counted.failed("queue-full"));
        out.writeNumberField("queueTimeouts", counted.failed("queue-timeout"));
        out.writeNumberField("retries", counted.retries());
        out.writeNumberField("retriesRefused", counted.retriesRefused());
        out.writeNumberField("requestBytes", counted.sum(ServerMeters::requestBytes));
        out.writeNumberField("responseBytes", counted.sum(ServerMeters::responseBytes));
        out.writeEndObject();
    }

    private void writeServer(
            JsonGenerator out, ServiceView service, ServerStatus server, @Nullable ServiceMeters counted)
            throws IOException {
        ServerMeters ofServer =
                counted == null ? null : counted.server(server.server().name());
        out.writeStartObject();
        out.writeStringField("name", server.server().name());
        out.writeStringField("address", written(server.server().address()));
        out.writeNumberField("port", server.server().address().getPort());
        NameState name = service.nameOf(server.server().name());
        if (name != null) {
            writeResolved(out, name);
        }
        out.writeStringField("state", word(server.state()));
        out.writeBooleanField("enabled", server.enabled());
        out.writeBooleanField("draining", server.draining());
        out.writeNumberField("weight", server.weight());
        out.writeNumberField("effectiveWeight", server.effectiveWeight());
        writeMarks(out, server.marks());
        out.writeNumberField("activeConnections", server.server().activeExchanges());
        if (server.server().places() > 0) {
            out.writeNumberField("maxConnections", server.server().places());
        }
        if (ofServer != null) {
            out.writeNumberField("openConnections", ofServer.openConnections());
            out.writeObjectFieldStart("counters");
            out.writeNumberField("requests", ofServer.requests());
            out.writeNumberField("responses5xx", ofServer.requests(5));
            out.writeNumberField("requestBytes", ofServer.requestBytes());
            out.writeNumberField("responseBytes", ofServer.responseBytes());
            out.writeEndObject();
        }
        out.writeArrayFieldStart("cells");
        for (CellStatus cell : server.cells()) {
            writeCell(out, service.config().healthChecks(), cell);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /** What keeps a real server, or one host name on it, from new clients beside its health checks; nothing where nothing. */
    private static void writeMarks(JsonGenerator out, ServerMarks marks) throws IOException {
        if (!marks.agent().equals(AgentWord.NONE)) {
            writeAgent(out, marks.agent());
        }
        if (!marks.agent().reason().isEmpty()) {
            out.writeStringField("agentReason", marks.agent().reason());
        }
        if (!marks.load().equals(FetchedLoad.NONE)) {
            writeLoad(out, marks.load());
        }
        if (!marks.hostOrders().isEmpty()) {
            out.writeObjectFieldStart("hostOrders");
            for (Map.Entry<String, Order> order : new TreeMap<>(marks.hostOrders()).entrySet()) {
                out.writeStringField(order.getKey(), word(order.getValue()));
            }
            out.writeEndObject();
        }
        if (!marks.ejections().isEmpty()) {
            out.writeArrayFieldStart("ejections");
            for (Ejection ejection : marks.ejections()) {
                out.writeStartObject();
                out.writeStringField("host", ejection.host());
                out.writeStringField("until", ejection.until().toString());
                out.writeStringField("reason", ejection.reason());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
    }

    private static void writeLoad(JsonGenerator out, FetchedLoad load) throws IOException {
        out.writeObjectFieldStart("resource");
        if (load.number() != null) {
            out.writeNumberField("number", load.number());
        }
        out.writeNumberField("percent", load.percent());
        if (!load.failure().isEmpty()) {
            out.writeStringField("failure", load.failure());
        }
        out.writeEndObject();
    }

    private static void writeAgent(JsonGenerator out, AgentWord agent) throws IOException {
        out.writeObjectFieldStart("agent");
        out.writeStringField("says", agent.word());
        out.writeNumberField("percent", agent.percent());
        if (agent.maxExchanges() != null) {
            out.writeNumberField("maxConnections", agent.maxExchanges());
        }
        if (!agent.reason().isEmpty()) {
            out.writeStringField("reason", agent.reason());
        }
        out.writeEndObject();
    }

    /** A name's address; the name itself as long as it has none. */
    private static String written(InetSocketAddress address) {
        return address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
    }

    private void writeResolved(JsonGenerator out, NameState name) throws IOException {
        out.writeObjectFieldStart("resolved");
        out.writeArrayFieldStart("addresses");
        for (InetAddress address : name.addresses()) {
            out.writeString(address.getHostAddress());
        }
        out.writeEndArray();
        Duration age = name.age(about.clock().instant());
        if (age != null) {
            out.writeStringField("age", Math.max(0, age.toSeconds()) + "s");
        }
        if (name.failure() != null) {
            out.writeStringField("failure", name.failure());
        }
        out.writeEndObject();
    }

    private void writeCell(JsonGenerator out, List<HealthCheckConfig> checks, CellStatus cell) throws IOException {
        int check = cell.id().check();
        out.writeStartObject();
        out.writeStringField("host", cell.id().host());
        out.writeStringField("state", word(cell.state()));
        out.writeStringField("since", cell.since().toString());
        out.writeStringField("policy", word(cell.policy()));
        out.writeStringField("reason", cell.words());
        if (cell.doubt() != null) {
            out.writeStringField("suspectCheck", cell.doubt().reason());
        }
        Diagnosis diagnosis = diagnoses == null ? null : diagnoses.of(cell.id());
        if (diagnosis != null) {
            out.writeStringField("diagnosis", diagnosis.sentence());
            out.writeStringField("fix", diagnosis.fix().words());
        }
        out.writeObjectFieldStart("check");
        out.writeNumberField("index", check);
        out.writeStringField("type", check < checks.size() ? checks.get(check).type() : "none");
        out.writeEndObject();
        out.writeEndObject();
    }

    /** A constant as the API writes it: {@code OWN_TRAFFIC} is {@code own-traffic}. */
    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
