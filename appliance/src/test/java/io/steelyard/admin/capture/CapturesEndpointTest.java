package io.steelyard.admin.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.steelyard.admin.ApiStage;
import io.steelyard.admin.FarmFixture;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CapturesEndpointTest {
    /** A capture file's head as a shell writes it: little endian, version 2.4, Ethernet. */
    private static final String HEAD =
            "printf '\\324\\303\\262\\241\\002\\000\\004\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\000\\004\\000\\001\\000\\000\\000'\n";
    /** A packet of four bytes, and the beginning of one that is cut off. */
    private static final String PACKET =
            "printf '\\001\\000\\000\\000\\000\\000\\000\\000\\004\\000\\000\\000\\004\\000\\000\\000DATA'\n";

    @TempDir
    Path folder;

    private @Nullable ApiStage stage;

    @AfterEach
    void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    private ApiStage start(Captor captor) throws Exception {
        ApiStage started = ApiStage.start(new FarmFixture(), new CapturesEndpoint(() -> captor));
        stage = started;
        return started;
    }

    /** In place of tcpdump: what it was told is in the file {@code told}. */
    private ApiStage startScript(String script) throws Exception {
        Path program = folder.resolve("program");
        Files.writeString(
                program, "#!/bin/sh\necho $$ > " + folder + "/pid\necho \"$@\" > " + folder + "/told\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return start(new Captor(program, true));
    }

    private static HttpResponse<byte[]> capture(ApiStage stage, String json) {
        return stage.ask("POST", "/captures", json.getBytes(UTF_8), "Content-Type", "application/json");
    }

    private boolean isEnded() throws IOException {
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
    }

    private static int packets(byte[] file, String with) throws IOException {
        PcapReader reader = Objects.requireNonNull(PcapReader.begin(new ByteArrayInputStream(file)), "no capture file");
        int found = 0;
        for (byte[] packet = reader.next(); packet != null; packet = reader.next()) {
            found += new String(packet, java.nio.charset.StandardCharsets.ISO_8859_1).contains(with) ? 1 : 0;
        }
        return found;
    }

    @Test
    void where_it_cannot_be_done_that_is_told_before_and_when_asked_for() throws Exception {
        ApiStage api = start(new Captor(null, true));

        JsonNode possible = api.get("/captures");
        assertThat(possible.at("/possible").asBoolean()).isFalse();
        assertThat(possible.at("/reason").asText()).contains("tcpdump", "install");
        HttpResponse<byte[]> answer = capture(api, "{\"port\": 80}");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(ApiStage.json(answer).at("/detail").asText()).contains("tcpdump is not installed");
    }

    @Test
    void a_missing_capability_is_named() throws Exception {
        ApiStage api = start(new Captor(Path.of("/usr/bin/tcpdump"), false));

        assertThat(api.get("/captures").at("/reason").asText()).contains("CAP_NET_RAW");
    }

    @Test
    void the_file_has_the_packets_and_ends_after_a_whole_one() throws Exception {
        ApiStage api = startScript(HEAD + PACKET + PACKET + "printf '\\001\\002\\003'\n");

        HttpResponse<byte[]> answer = capture(api, "{\"port\": 8080, \"address\": \"192.0.2.21\", \"seconds\": 5}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/vnd.tcpdump.pcap");
        assertThat(answer.body()).hasSize(24 + 2 * 20);
        assertThat(packets(answer.body(), "DATA")).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("told")).strip()).endsWith("-w - port 8080 and host 192.0.2.21");
    }

    @Test
    void it_ends_when_there_are_enough_bytes_and_so_does_the_program() throws Exception {
        ApiStage api = startScript(HEAD + "while true\ndo\n" + PACKET + "done\n");

        HttpResponse<byte[]> answer = capture(api, "{\"port\": 8080, \"bytes\": 4096}");

        assertThat(answer.body().length).isBetween(4096 - 20, 4096);
        await().until(this::isEnded);
        assertThat(api.get("/captures").at("/running").asBoolean()).isFalse();
    }

    @Test
    void it_ends_when_its_time_is_over_and_another_one_meanwhile_is_refused() throws Exception {
        ApiStage api = startScript(HEAD + PACKET + "exec sleep 50\n");
        CompletableFuture<HttpResponse<byte[]>> first =
                CompletableFuture.supplyAsync(() -> capture(api, "{\"port\": 8080, \"seconds\": 2}"));
        await().until(() -> api.get("/captures").at("/running").asBoolean());

        HttpResponse<byte[]> second = capture(api, "{\"port\": 8080}");

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(ApiStage.json(second).at("/detail").asText()).contains("one at a time");
        assertThat(packets(first.join().body(), "DATA")).isEqualTo(1);
        await().until(this::isEnded);
        await().until(() -> !api.get("/captures").at("/running").asBoolean());
    }

    @Test
    void a_program_that_refuses_is_heard() throws Exception {
        ApiStage api = startScript("echo \"program: any: You don't have permission\" >&2\nexit 1\n");

        HttpResponse<byte[]> answer = capture(api, "{\"port\": 8080}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(ApiStage.json(answer).at("/detail").asText()).contains("You don't have permission");
        assertThat(api.get("/captures").at("/running").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|port",
                "{\"port\": 0}|port",
                "{\"port\": 65536}|port",
                "{\"port\": \"80\"}|port",
                "{\"port\": 80, \"seconds\": 61}|seconds",
                "{\"port\": 80, \"bytes\": 67108865}|bytes",
                "{\"port\": 80, \"address\": \"-w /etc/passwd\"}|address",
                "{\"port\": 80, \"address\": \"www.example.com\"}|address",
                "{\"port\": 80, \"second\": 1}|second",
            })
    void what_cannot_be_is_refused_with_its_name(String body, String path) throws Exception {
        HttpResponse<byte[]> answer = capture(startScript(HEAD), body);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(ApiStage.json(answer).at("/path").asText()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "80"})
    void what_is_no_object_is_refused(String body) throws Exception {
        assertThat(capture(startScript(HEAD), body).statusCode()).isEqualTo(400);
    }

    @Test
    void root_with_the_capability_may_and_so_may_whoever_hands_it_on() {
        assertThat(Captor.isPermitted(
                        List.of("Uid:\t0\t0\t0\t0", "CapEff:\t000001ffffffffff", "CapAmb:\t0000000000000000")))
                .isTrue();
        assertThat(Captor.isPermitted(
                        List.of("Uid:\t0\t0\t0\t0", "CapEff:\t0000000000000400", "CapAmb:\t0000000000000000")))
                .isFalse();
        assertThat(Captor.isPermitted(
                        List.of("Uid:\t9\t9\t9\t9", "CapEff:\t0000000000002400", "CapAmb:\t0000000000000000")))
                .isFalse();
        assertThat(Captor.isPermitted(
                        List.of("Uid:\t9\t9\t9\t9", "CapEff:\t0000000000002400", "CapAmb:\t0000000000002000")))
                .isTrue();
    }

    @Test
    void packets_of_a_connection_made_meanwhile_are_in_the_file() throws Exception {
        Captor captor = Captor.ofThisMachine();
        assumeThat(captor.whyNot())
                .as("capturing needs tcpdump and CAP_NET_RAW")
                .isNull();
        ApiStage api = start(captor);
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String order = "{\"address\": \"127.0.0.1\", \"port\": " + listener.getLocalPort() + ", \"seconds\": 3}";
            CompletableFuture<HttpResponse<byte[]>> file = CompletableFuture.supplyAsync(() -> capture(api, order));
            await().until(() -> {
                try (Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
                        Socket server = listener.accept()) {
                    client.getOutputStream().write("GET /captured".getBytes(UTF_8));
                    server.getInputStream().readNBytes(13);
                }
                return file.isDone();
            });

            assertThat(file.join().statusCode()).isEqualTo(200);
            assertThat(packets(file.join().body(), "GET /captured")).isPositive();
        }
    }
}
