package io.steelyard.service;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A real server on loopback that answers every request with its name, and probes of {@code /check} apart. At
 * {@code /login} it sets a cookie {@code sid} with a new value.
 */
final class Origin implements AutoCloseable {
    private final HttpServer server;
    private volatile int checkStatus = 200;
    private volatile int status = 200;

    private Origin(String name, HttpServer server) {
        this.server = server;
        server.createContext("/", exchange -> {
            boolean check = exchange.getRequestURI().getPath().equals("/check");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            byte[] body = name.getBytes(StandardCharsets.UTF_8);
            if (exchange.getRequestURI().getPath().equals("/login")) {
                exchange.getResponseHeaders().add("Set-Cookie", "sid=" + UUID.randomUUID() + "; Path=/; HttpOnly");
            }
            exchange.sendResponseHeaders(check ? checkStatus : status, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
    }

    static Origin start(String name) throws IOException {
        return start(name, 0);
    }

    static Origin start(String name, int port) throws IOException {
        return new Origin(name, HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
    }

    /** On another address of loopback. */
    static Origin start(String name, String address, int port) throws IOException {
        return new Origin(name, HttpServer.create(new InetSocketAddress(address, port), 0));
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** What probes get from now on. */
    void answerChecks(int nextStatus) {
        checkStatus = nextStatus;
    }

    /** What all others get from now on. */
    void answer(int nextStatus) {
        status = nextStatus;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
