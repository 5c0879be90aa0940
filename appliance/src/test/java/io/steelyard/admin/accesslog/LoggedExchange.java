package io.steelyard.admin.accesslog;

import io.steelyard.event.ExchangeEnd;
import io.steelyard.event.Moment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An exchange that ended, with a head as it came: Latin-1 text, one character for each byte. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LoggedExchange(
        String head,
        String virtualService,
        @Nullable String realServer,
        int status,
        byte[] clientAddress,
        Map<Moment, Long> moments,
        long durationNanos,
        @Nullable String failure,
        @Nullable String failureSide,
        List<String> failed)
        implements ExchangeEnd {

    static LoggedExchange of(String head) {
        return new LoggedExchange(
                head,
                "shop",
                "192.0.2.21:80",
                200,
                new byte[] {(byte) 203, 0, 113, 7},
                Map.of(Moment.HEAD, 0L, Moment.CHOSEN, 1_000L, Moment.CONNECTED, 501_000L, Moment.RESPONSE, 2_501_000L),
                12_345_678,
                null,
                null,
                List.of());
    }

    /** A client at this address that went away before anything was chosen. */
    static LoggedExchange lost(String head, byte... address) {
        return new LoggedExchange(
                head, "shop", null, 0, address, Map.of(Moment.HEAD, 7_000L), 9_000, "client-gone", "client", List.of());
    }

    LoggedExchange after(String... servers) {
        return new LoggedExchange(
                head,
                virtualService,
                realServer,
                status,
                clientAddress,
                moments,
                durationNanos,
                failure,
                failureSide,
                List.of(servers));
    }

    @Override
    public long requestBytes() {
        return 300;
    }

    @Override
    public long responseBytes() {
        return 1200;
    }

    @Override
    public long responseBodyBytes() {
        return 1000;
    }

    @Override
    public int clientPort() {
        return 40_000;
    }

    @Override
    public byte[] peerAddress() {
        return new byte[] {10, 1, 0, 9};
    }

    @Override
    public String persistence() {
        return "kept";
    }

    @Override
    public String persistenceKind() {
        return "source-ip";
    }

    @Override
    public byte[] headBytes() {
        return head.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static long span(int start, int end) {
        return start < 0 || end <= start ? NOWHERE : (long) start << Integer.SIZE | end;
    }

    private int lineEnd() {
        int end = head.indexOf('\n');
        return end < 0 ? head.length() : end;
    }

    @Override
    public long requestLine() {
        return span(0, lineEnd());
    }

    @Override
    public long method() {
        return span(0, head.indexOf(' '));
    }

    @Override
    public long target() {
        return span(head.indexOf(' ') + 1, head.lastIndexOf(' ', lineEnd()));
    }

    @Override
    public long version() {
        return span(head.lastIndexOf(' ', lineEnd()) + 1, lineEnd());
    }

    @Override
    public long field(byte[] lowerCaseName) {
        String name = "\n" + new String(lowerCaseName, StandardCharsets.US_ASCII) + ": ";
        int at = head.toLowerCase(Locale.ROOT).indexOf(name);
        int start = at + name.length();
        int end = head.indexOf('\n', start);
        return at < 0 ? NOWHERE : (long) start << Integer.SIZE | (end < 0 ? head.length() : end);
    }

    @Override
    public byte[] hostBytes() {
        return headBytes();
    }

    @Override
    public int hostStart() {
        return Math.max(0, (int) (field("host".getBytes(StandardCharsets.US_ASCII)) >>> Integer.SIZE));
    }

    @Override
    public int hostEnd() {
        long field = field("host".getBytes(StandardCharsets.US_ASCII));
        return field == NOWHERE ? hostStart() : (int) field;
    }

    @Override
    public long nanosTo(Moment moment) {
        return moments.getOrDefault(moment, -1L);
    }

    @Override
    public int attempts() {
        return failed.size() + (realServer == null ? 0 : 1);
    }

    @Override
    public int failedAttempts() {
        return failed.size();
    }

    @Override
    public String failedServer(int attempt) {
        return failed.get(attempt);
    }

    @Override
    public String attemptFailure(int attempt) {
        return "connect-refused";
    }
}
