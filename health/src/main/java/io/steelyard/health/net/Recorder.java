package io.steelyard.health.net;

import io.steelyard.health.Transcript;
import io.steelyard.health.tls.CertificateFacts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Writes the transcript of one probe while it happens. Used on one thread. */
final class Recorder {
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Instant startedAt;
    private final long startedNanos;
    private long connected = -1;
    private long secured = -1;
    private long firstByte = -1;
    private @Nullable CertificateFacts certificate;
    private final Excerpt sent = new Excerpt();
    private final Excerpt received = new Excerpt();

    Recorder(Clock clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.startedAt = clock.instant();
        this.startedNanos = nanoTime.getAsLong();
    }

    void connected() {
        connected = elapsed();
    }

    void secured() {
        secured = elapsed();
    }

    /** What was shown, accepted or not. */
    void certificate(@Nullable CertificateFacts shown) {
        certificate = shown;
    }

    @Nullable
    CertificateFacts certificate() {
        return certificate;
    }

    Instant now() {
        return clock.instant();
    }

    void sent(byte[] bytes) {
        sent.add(bytes, 0, bytes.length);
    }

    void received(byte[] bytes, int from, int length) {
        if (firstByte < 0) {
            firstByte = elapsed();
        }
        received.add(bytes, from, length);
    }

    boolean hasReceived() {
        return firstByte >= 0;
    }

    /** What happened up to now. */
    Transcript transcript() {
        return new Transcript(
                startedAt, connected, secured, firstByte, elapsed(), sent.text(), received.text(), certificate);
    }

    Duration elapsedTime() {
        return Duration.ofNanos(elapsed());
    }

    private long elapsed() {
        return nanoTime.getAsLong() - startedNanos;
    }

    /** The first bytes of one direction. */
    private static final class Excerpt {
        private byte[] bytes = new byte[0];

        void add(byte[] more, int from, int length) {
            int taken = Math.min(length, Transcript.MAX_BYTES - bytes.length);
            if (taken > 0) {
                int before = bytes.length;
                bytes = Arrays.copyOf(bytes, before + taken);
                System.arraycopy(more, from, bytes, before, taken);
            }
        }

        String text() {
            return Transcript.text(bytes, bytes.length);
        }
    }
}
