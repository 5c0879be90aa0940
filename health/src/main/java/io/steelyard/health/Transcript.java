package io.steelyard.health;

import io.steelyard.health.tls.CertificateFacts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of one probe. Times are nanoseconds since the probe began, {@code -1} where it did not get so far.
 *
 * @param startedAt when the probe began
 * @param connectedNanos when the connection was open
 * @param tlsNanos when the TLS handshake was done
 * @param firstByteNanos when the first byte of the answer came
 * @param endedNanos when the verdict was known
 * @param sent what was sent, at most {@link #MAX_BYTES} bytes of it
 * @param received what was received, at most {@link #MAX_BYTES} bytes of it
 * @param certificate what the real server showed in the TLS handshake; null where there was none
 */
public record Transcript(
        Instant startedAt,
        long connectedNanos,
        long tlsNanos,
        long firstByteNanos,
        long endedNanos,
        String sent,
        String received,
        @Nullable CertificateFacts certificate) {

    /** How much of each direction is kept. */
    public static final int MAX_BYTES = 4096;

    /** That of a probe without TLS. */
    public Transcript(
            Instant startedAt,
            long connectedNanos,
            long tlsNanos,
            long firstByteNanos,
            long endedNanos,
            String sent,
            String received) {
        this(startedAt, connectedNanos, tlsNanos, firstByteNanos, endedNanos, sent, received, null);
    }

    /** A transcript of a probe that never sent anything. */
    public static Transcript empty(Instant startedAt) {
        return new Transcript(startedAt, -1, -1, -1, 0, "", "");
    }

    /** Bytes as the text that a transcript keeps: one character per byte, cut at {@link #MAX_BYTES}. */
    public static String text(byte[] bytes, int length) {
        return new String(bytes, 0, Math.min(length, MAX_BYTES), StandardCharsets.ISO_8859_1);
    }

    /** This and what came after it on another connection of the same probe, as one; its first times are this one's. */
    public Transcript then(Transcript later) {
        return new Transcript(
                startedAt,
                connectedNanos,
                tlsNanos,
                firstByteNanos,
                endedNanos + later.endedNanos,
                joined(sent, later.sent),
                joined(received, later.received),
                later.certificate == null ? certificate : later.certificate);
    }

    private static String joined(String first, String second) {
        String whole = first + second;
        return whole.length() > MAX_BYTES ? whole.substring(0, MAX_BYTES) : whole;
    }

    /** The same transcript, with what it has in common with an earlier one held in memory once. */
    Transcript sharing(Transcript earlier) {
        return new Transcript(
                startedAt,
                connectedNanos,
                tlsNanos,
                firstByteNanos,
                endedNanos,
                sent.equals(earlier.sent) ? earlier.sent : sent,
                received.equals(earlier.received) ? earlier.received : received,
                certificate != null && certificate.equals(earlier.certificate) ? earlier.certificate : certificate);
    }
}
