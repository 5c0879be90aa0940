package io.steelyard.health.check;

import io.steelyard.health.Target;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The request that a probe sends.
 *
 * @param path what is asked for, with its query
 * @param version {@code HTTP/1.0} or {@code HTTP/1.1}
 * @param body sent with POST only
 */
record HttpQuestion(
        HttpScheme scheme, String method, String path, String version, List<HeaderField> headers, String body) {
    private static final String AGENT = "Steelyard-health";

    HttpQuestion {
        headers = List.copyOf(headers);
    }

    /** What goes into the Host field; null where none is sent: HTTP/1.0 without a host name. */
    @Nullable
    String hostField(Target target) {
        if (target.host() != null) {
            return target.host();
        }
        return version.equals("HTTP/1.0") ? null : addressField(target.address());
    }

    HttpPlace place(Target target) {
        return new HttpPlace(scheme, hostField(target), target.address().getPort(), path);
    }

    /** What is asked next by somebody whom an answer of this code sent there (RFC 9110, section 15.4). */
    HttpQuestion following(int code, HttpPlace there) {
        boolean again = code == 307 || code == 308 || !method.equals("POST");
        return new HttpQuestion(scheme, again ? method : "GET", there.path(), version, headers, again ? body : "");
    }

    byte[] bytes(Target target) {
        StringBuilder head = new StringBuilder(256);
        head.append(method).append(' ').append(path).append(' ').append(version).append("\r\n");
        String host = hostField(target);
        if (host != null) {
            field(head, "Host", host);
        }
        if (!namesItsAgent()) {
            field(head, "User-Agent", AGENT);
        }
        for (HeaderField header : headers) {
            field(head, header.name(), header.value());
        }
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        if (method.equals("POST")) {
            field(head, "Content-Length", String.valueOf(content.length));
        }
        field(head, "Connection", "close");
        head.append("\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        if (content.length == 0) {
            return start;
        }
        byte[] whole = java.util.Arrays.copyOf(start, start.length + content.length);
        System.arraycopy(content, 0, whole, start.length, content.length);
        return whole;
    }

    private boolean namesItsAgent() {
        for (HeaderField header : headers) {
            if (header.name().equalsIgnoreCase("User-Agent")) {
                return true;
            }
        }
        return false;
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private String addressField(InetSocketAddress address) {
        String literal = address.getAddress().getHostAddress();
        int zone = literal.indexOf('%'); // means something on this machine only
        String plain = zone < 0 ? literal : literal.substring(0, zone);
        String host = address.getAddress() instanceof Inet6Address ? "[" + plain + "]" : plain;
        return address.getPort() == scheme.port() ? host : host + ":" + address.getPort();
    }
}
