package io.steelyard.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A client with an address of its own, a header field of its own, and cookies that it keeps; a new connection each time. */
final class Visitor {
    private static final Pattern SET_COOKIE = Pattern.compile("(?mi)^Set-Cookie: ([^=]+)=([^;\\r]*)");

    private final LiveFarm farm;
    private final String address;
    private final String user;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /**
     * A client.
     *
     * @param address of loopback, such as 127.0.0.2
     */
    Visitor(LiveFarm farm, String address, String user) {
        this.farm = farm;
        this.address = address;
        this.user = user;
    }

    Map<String, String> cookies() {
        return cookies;
    }

    /** The name of the real server that answered; the status line where that is no 200. */
    String visit(String path, String host) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(20_000);
            socket.bind(new InetSocketAddress(address, 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), farm.port()), 20_000);
            String sent = cookies.entrySet().stream()
                    .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                    .collect(Collectors.joining("; "));
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nX-User: " + user
                                    + (sent.isEmpty() ? "" : "\r\nCookie: " + sent)
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            Matcher set = SET_COOKIE.matcher(answer);
            while (set.find()) {
                cookies.put(set.group(1), set.group(2));
            }
            return answer.startsWith("HTTP/1.1 200")
                    ? answer.substring(answer.indexOf("\r\n\r\n") + 4)
                    : answer.lines().findFirst().orElse("nothing");
        }
    }
}
