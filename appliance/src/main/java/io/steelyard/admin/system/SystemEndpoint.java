package io.steelyard.admin.system;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.server.ServerBuilder;
import io.steelyard.admin.About;
import io.steelyard.admin.Endpoint;
import io.steelyard.admin.JsonAnswer;
import io.steelyard.admin.Slowly;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** The process, at {@code GET /api/v1/system}: version, age, memory, event loops, files. */
public final class SystemEndpoint implements Endpoint {
    /** Has an entry for each open file of the process that looks (proc(5)). */
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private final About about;
    private final ProcessFacts facts;

    public SystemEndpoint(About about, ProcessFacts facts) {
        this.about = about;
        this.facts = facts;
    }

    @Override
    public void route(ServerBuilder builder) {
        builder.route().get("/api/v1/system").build(Slowly.answer((ctx, request) -> JsonAnswer.of(this::write)));
    }

    private void write(JsonGenerator out) throws IOException {
        Instant now = about.clock().instant();
        Runtime runtime = Runtime.getRuntime();
        out.writeStringField("version", about.version());
        out.writeStringField("startedAt", about.startedAt().toString());
        out.writeStringField("at", now.toString());
        out.writeNumberField(
                "uptimeSeconds",
                Math.max(0, Duration.between(about.startedAt(), now).toSeconds()));
        out.writeNumberField("pid", ProcessHandle.current().pid());
        out.writeStringField("operatingSystem", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        out.writeStringField("architecture", System.getProperty("os.arch"));
        out.writeNumberField("processors", runtime.availableProcessors());
        out.writeObjectFieldStart("java");
        out.writeStringField("version", System.getProperty("java.version"));
        out.writeStringField("vendor", System.getProperty("java.vendor"));
        out.writeStringField("vm", System.getProperty("java.vm.name"));
        out.writeEndObject();
        out.writeObjectFieldStart("heap");
        out.writeNumberField("usedBytes", runtime.totalMemory() - runtime.freeMemory());
        out.writeNumberField("maxBytes", runtime.maxMemory());
        out.writeEndObject();
        out.writeObjectFieldStart("dataPlane");
        out.writeStringField("transport", facts.transport());
        out.writeNumberField("eventLoops", facts.eventLoops());
        out.writeEndObject();
        out.writeStringField(
                "configurationFile", facts.configurationFile().toAbsolutePath().toString());
        out.writeStringField(
                "stateDirectory", facts.stateDirectory().toAbsolutePath().toString());
        out.writeObjectFieldStart("openFiles");
        number(out, "open", openFiles());
        number(out, "allowed", facts.openFilesAllowed().orElse(-1));
        out.writeEndObject();
    }

    private static void number(JsonGenerator out, String name, long number) throws IOException {
        if (number < 0) {
            out.writeNullField(name);
        } else {
            out.writeNumberField(name, number);
        }
    }

    /** How many the process has open; -1 where that is not told. */
    private static long openFiles() {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(OPEN_FILES)) {
            long count = -1; // the directory itself is open, too
            for (Path ignored : open) {
                count++;
            }
            return count;
        } catch (IOException e) {
            return -1;
        }
    }
}
