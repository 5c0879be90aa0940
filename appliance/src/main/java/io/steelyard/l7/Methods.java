package io.steelyard.l7;

import java.nio.charset.StandardCharsets;

/** The methods whose meaning matters on the way (RFC 9110 section 9.2). */
final class Methods {
    static final byte[] HEAD = ascii("HEAD");
    private static final byte[] GET = ascii("GET");
    private static final byte[] PUT = ascii("PUT");
    private static final byte[] DELETE = ascii("DELETE");
    private static final byte[] TRACE = ascii("TRACE");

    private Methods() {}

    /** Whether doing it twice means the same as once. */
    static boolean isIdempotent(Head head) {
        return head.methodIs(GET)
                || head.methodIs(HEAD)
                || head.methodIs(PUT)
                || head.methodIs(DELETE)
                || head.methodIs(RequestTarget.OPTIONS)
                || head.methodIs(TRACE);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
