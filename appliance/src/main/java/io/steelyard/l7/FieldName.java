package io.steelyard.l7;

/** The field names that a proxy must know; all others are {@link #OTHER} and pass as they are. */
enum FieldName {
    OTHER(""),
    CONNECTION("connection"),
    CONTENT_LENGTH("content-length"),
    EXPECT("expect"),
    HOST("host"),
    HTTP2_SETTINGS("http2-settings"),
    KEEP_ALIVE("keep-alive"),
    PROXY_CONNECTION("proxy-connection"),
    TE("te"),
    TRANSFER_ENCODING("transfer-encoding"),
    UPGRADE("upgrade"),
    VIA("via"),
    FORWARDED("forwarded"),
    X_FORWARDED_FOR("x-forwarded-for"),
    X_FORWARDED_HOST("x-forwarded-host"),
    X_FORWARDED_PROTO("x-forwarded-proto"),
    X_STEELYARD_WHY("x-steelyard-why"),
    X_FORWARDED_PORT("x-forwarded-port"),
    X_REAL_IP("x-real-ip"),
    TRACEPARENT("traceparent"),
    TRACESTATE("tracestate"),
    TRAILER("trailer"),
    COOKIE("cookie"),
    AUTHORIZATION("authorization"),
    DATE("date"),
    SET_COOKIE("set-cookie"),
    CACHE_CONTROL("cache-control"),
    CONTENT_TYPE("content-type"),
    LOCATION("location"),
    MAX_FORWARDS("max-forwards");

    private static final FieldName[] NAMES = values();
    private static final FieldName[][] BY_LENGTH = byLength();

    private final String text;

    FieldName(String name) {
        this.text = name;
    }

    /** Which name stands in {@code bytes[start..end)}, whatever its case. */
    static FieldName find(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length >= BY_LENGTH.length) {
            return OTHER;
        }
        for (FieldName name : BY_LENGTH[length]) {
            if (Ascii.equalsIgnoreCase(name.text, bytes, start, end)) {
                return name;
            }
        }
        return OTHER;
    }

    /** One bit that no other name has, for sets of names. */
    @SuppressWarnings("EnumOrdinal") // any number would do that is this name's alone while the process runs
    long bit() {
        return 1L << ordinal();
    }

    /** Fields that concern one connection only and are never passed on (RFC 9110 section 7.6.1). */
    boolean isHopByHop() {
        return switch (this) {
            case CONNECTION, HTTP2_SETTINGS, KEEP_ALIVE, PROXY_CONNECTION, TE, TRANSFER_ENCODING, UPGRADE -> true;
            default -> false;
        };
    }

    /** Fields that a {@code Connection} field cannot take away: framing, routing, and what says who the client is. */
    boolean isProtected() {
        return this != OTHER;
    }

    /** Fields that mean nothing or something dangerous behind a body (RFC 9110 section 6.5.1). */
    boolean isForbiddenInTrailers() {
        return switch (this) {
            case OTHER, DATE, LOCATION -> false;
            default -> true;
        };
    }

    private static FieldName[][] byLength() {
        int longest = 0;
        for (FieldName name : NAMES) {
            longest = Math.max(longest, name.text.length());
        }
        FieldName[][] table = new FieldName[longest + 1][];
        for (int length = 0; length <= longest; length++) {
            int wanted = length;
            table[length] = java.util.Arrays.stream(NAMES)
                    .filter(name -> name != OTHER && name.text.length() == wanted)
                    .toArray(FieldName[]::new);
        }
        return table;
    }
}
