package io.steelyard.l7;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.steelyard.wire.ScriptedOrigin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Another proxy of the distribution in front of one real server, for comparison; a process of its own. */
final class Rival implements AutoCloseable {
    private static final String HAPROXY = """
            global
              maxconn 500
            defaults
              mode http
              timeout connect 5s
              timeout client 5s
              timeout server 5s
            frontend clients
              bind 127.0.0.1:%d
              default_backend servers
            backend servers
              server origin 127.0.0.1:%d
            """;
    private static final String NGINX = """
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log stderr crit;
            events { worker_connections 500; }
            http {
              access_log off;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
              server {
                listen 127.0.0.1:%d;
                large_client_header_buffers 4 32k;
                location / {
                  proxy_pass http://127.0.0.1:%d;
                  proxy_http_version 1.1;
                  proxy_set_header Host $http_host;
                  proxy_set_header Connection "";
                  proxy_request_buffering off;
                  proxy_ignore_client_abort on;
                }
              }
            }
            """;

    private final Process process;
    private final int port;

    private Rival(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Rival haproxy(Path folder, int origin) throws IOException {
        int port = ScriptedOrigin.unusedPort();
        Path config = Files.writeString(folder.resolve("haproxy.cfg"), HAPROXY.formatted(port, origin));
        return start(folder, port, List.of(program("haproxy"), "-db", "-f", config.toString()));
    }

    static Rival nginx(Path folder, int origin) throws IOException {
        int port = ScriptedOrigin.unusedPort();
        Path config = Files.writeString(folder.resolve("nginx.conf"), NGINX.formatted(port, origin));
        return start(folder, port, List.of(program("nginx"), "-p", folder.toString(), "-c", config.toString()));
    }

    private static String program(String name) {
        Optional<Path> found = Stream.concat(
                        Stream.of("/usr/sbin"), Stream.of(System.getenv("PATH").split(":")))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
        assumeThat(found)
                .as("%s is not installed (apt-get install %s)", name, name)
                .isPresent();
        return found.orElseThrow().toString();
    }

    private static Rival start(Path folder, int port, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log-" + port).toFile())
                .start();
        Rival rival = new Rival(process, port);
        await().until(rival::answers);
        return rival;
    }

    private boolean answers() {
        try (Socket connected = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return connected.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, 5, TimeUnit.SECONDS)
                .thenAccept(Process::destroyForcibly)
                .join();
    }
}
