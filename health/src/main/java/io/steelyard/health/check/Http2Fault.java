package io.steelyard.health.check;

/** What came breaks the rules of HTTP/2 or HPACK; its message says how. */
final class Http2Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Http2Fault(String reason) {
        super(reason, null, false, false);
    }
}
