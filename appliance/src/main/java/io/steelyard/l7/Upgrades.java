package io.steelyard.l7;

import io.steelyard.config.UpgradeConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which changes of protocol are passed on (RFC 9110 section 7.8). Requests that ask for one are few, and what is found out
 * here is found out once for each of them. Immutable.
 */
final class Upgrades {
    private static final byte[] GET = "GET".getBytes(StandardCharsets.US_ASCII);

    private final Set<String> allowed;
    private final boolean connect;

    private Upgrades(Set<String> allowed, boolean connect) {
        this.allowed = allowed;
        this.connect = connect;
    }

    static Upgrades of(UpgradeConfig config) {
        return new Upgrades(Set.copyOf(config.allowed()), config.connect());
    }

    /** Whether CONNECT requests are given to real servers. */
    boolean takeConnect() {
        return connect;
    }

    /**
     * The allowed protocols that a request asks for, in lower case; none where it asks in a way in which nothing can be
     * granted: in HTTP/1.0, by another method than GET, or with a body, whose end and the tunnel's beginning two readers
     * could see at two places.
     */
    List<String> askedBy(Head request) {
        boolean canBeGranted = request.connectionUpgrade
                && request.minorVersion == 1
                && request.methodIs(GET)
                && !request.chunked
                && request.contentLength <= 0;
        return canBeGranted ? allowed(protocols(request)) : List.of();
    }

    private List<String> allowed(List<String> asked) {
        return asked.stream().filter(this::isAllowed).toList();
    }

    private boolean isAllowed(String protocol) {
        int slash = protocol.indexOf('/');
        return allowed.contains(protocol) || (slash > 0 && allowed.contains(protocol.substring(0, slash)));
    }

    /** Whether a real server's answer, 101 or 426, names nothing but allowed protocols. */
    boolean allows(Head response) {
        List<String> named = protocols(response);
        return response.connectionUpgrade && !named.isEmpty() && allowed(named).size() == named.size();
    }

    /** Whether a 101 names protocols that were asked for and nothing else. */
    static boolean grants(Head response, List<String> asked) {
        List<String> granted = protocols(response);
        return response.connectionUpgrade && !granted.isEmpty() && asked.containsAll(granted);
    }

    /** What the Upgrade fields name, in lower case; none where one is no list of protocols. */
    private static List<String> protocols(Head head) {
        List<String> protocols = new ArrayList<>();
        for (int field = 0; field < head.fieldCount(); field++) {
            if (head.name(field) == FieldName.UPGRADE && !addProtocols(head, field, protocols)) {
                return List.of();
            }
        }
        return protocols;
    }

    private static boolean addProtocols(Head head, int field, List<String> protocols) {
        int start = head.valueStart(field);
        String value = new String(head.bytes, start, head.valueEnd(field) - start, StandardCharsets.ISO_8859_1);
        for (String element : value.split(",", -1)) {
            String protocol = element.strip();
            if (!protocol.isEmpty() && !isProtocol(protocol)) {
                return false;
            }
            if (!protocol.isEmpty()) {
                protocols.add(protocol.toLowerCase(Locale.ROOT));
            }
        }
        return true;
    }

    /** A token, or two with a slash between them. */
    private static boolean isProtocol(String text) {
        int slash = text.indexOf('/');
        for (int i = 0; i < text.length(); i++) {
            if (i != slash && !Ascii.isToken((byte) text.charAt(i))) {
                return false;
            }
        }
        return slash != 0 && slash != text.length() - 1;
    }
}
