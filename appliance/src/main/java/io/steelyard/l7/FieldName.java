package io.steelyard.l7;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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

    /** A power of two, so large that hardly any two names share a place, and most others' places are empty. */
    private static final int PLACES = 512;

    private static final int LONGEST = longest();
    private static final FieldName[][] TABLE = table();

    @SuppressWarnings("ImmutableEnumChecker") // never changed, never handed out
    private final byte[] text;

    FieldName(String name) {
        this.text = name.getBytes(StandardCharsets.US_ASCII);
    }

    /** Which name stands in {@code bytes[start..end)}, whatever its case. */
    static FieldName find(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length > LONGEST || length == 0) {
            return OTHER;
        }
        for (FieldName name : TABLE[place(bytes, start, end)]) {
            if (Ascii.equalsIgnoreCase(name.text, bytes, start, end)) {
                return name;
            }
        }
        return OTHER;
    }

    /** By its length, its first and its last letter. */
    private static int place(byte[] bytes, int start, int end) {
        int first = bytes[start] | 0x20;
        int last = bytes[end - 1] | 0x20;
        return ((end - start) * 37 + first * 5 + last * 11) & (PLACES - 1);
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

    private static int longest() {
        return Arrays.stream(values()).mapToInt(name -> name.text.length).max().orElse(0);
    }

    private static FieldName[][] table() {
        FieldName[][] table = new FieldName[PLACES][];
        Arrays.fill(table, new FieldName[0]);
        for (FieldName name : values()) {
            if (name != OTHER) {
                int place = place(name.text, 0, name.text.length);
                FieldName[] there = Arrays.copyOf(table[place], table[place].length + 1);
                there[there.length - 1] = name;
                table[place] = there;
            }
        }
        return table;
    }
}
