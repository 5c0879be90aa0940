package io.steelyard.l7;

/** What can be wrong with a message's head. The status is what a client gets for it; a real server's is always a 502. */
enum HeadFault {
    BAD_REQUEST_LINE(400, "the request line is not METHOD SP target SP HTTP/1.x"),
    BAD_STATUS_LINE(400, "the status line is not HTTP/1.x SP status SP reason"),
    BAD_VERSION(505, "only HTTP/1.0 and HTTP/1.1 are spoken here"),
    BAD_TARGET(400, "the request's target is not allowed"),
    BAD_LINE_END(400, "a line does not end with CR LF"),
    BAD_FIELD_NAME(400, "a field's name is not a token directly followed by a colon"),
    BAD_FIELD_VALUE(400, "a field's value holds a control character"),
    FOLDED_FIELD(400, "a field is folded over several lines"),
    BAD_CONTENT_LENGTH(400, "Content-Length is not one number of at most 18 digits"),
    TWO_LENGTHS(400, "the message has two lengths"),
    BAD_TRANSFER_ENCODING(400, "Transfer-Encoding is not chunked alone"),
    UNKNOWN_TRANSFER_CODING(501, "a transfer coding other than chunked is not supported"),
    CHUNKED_IN_HTTP_1_0(400, "HTTP/1.0 knows no Transfer-Encoding"),
    NO_HOST(400, "HTTP/1.1 needs a Host field"),
    BAD_HOST(400, "Host is not one host name with an optional port"),
    BAD_CONNECTION(400, "Connection is not a list of names"),
    UNKNOWN_EXPECTATION(417, "only 100-continue can be expected"),
    CONNECT_REFUSED(405, "CONNECT is not offered here"),
    CONNECT_WITH_BODY(400, "a CONNECT request has no body"),
    CONNECT_WITH_OTHER_HOST(400, "Host and the target of CONNECT name different places"),
    TRACE_REFUSED(405, "TRACE is not offered here"),
    BAD_MAX_FORWARDS(400, "Max-Forwards is not one number"),
    TOO_MANY_FIELDS(431, "there are too many fields"),
    TARGET_TOO_LONG(414, "the request's target is too long"),
    TOO_LARGE(431, "the head is too large");

    private final int status;
    private final String sentence;

    HeadFault(int status, String sentence) {
        this.status = status;
        this.sentence = sentence;
    }

    int status() {
        return status;
    }

    String sentence() {
        return sentence;
    }
}
