package io.steelyard.health;

import io.steelyard.health.tls.CertificateFacts;
import io.steelyard.health.tls.TlsSettings;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One open connection of one probe. Its stages complete on the network's thread, and its methods are to be called there;
 * elsewhere they throw {@link IllegalStateException}. Stages fail with a {@link DialogueFailure} and nothing else.
 */
public interface Dialogue {

    /** The most bytes one receive may ask for; the network never holds many more for one dialogue. */
    int MAX_BYTES = 64 * 1024;

    /** Whom this connection leads to. */
    Target target();

    /** Sends these bytes. What goes wrong with them is told by the receive that follows. */
    void send(byte[] bytes);

    /** Sends bytes that hold a secret; the transcript keeps {@code shown} in their place. */
    void send(byte[] bytes, byte[] shown);

    /**
     * Receives up to the ending. Bytes after it are kept for the next receive. One receive at a time.
     *
     * <p>Fails when the other side closes first, or when {@code most} bytes came without the ending.
     *
     * @param most 1 to {@link #MAX_BYTES}
     */
    CompletionStage<byte[]> receive(Ending ending, int most);

    /**
     * Receives up to the ending, the end of the stream, or {@code most} bytes, whichever is first.
     *
     * @param most 1 to {@link #MAX_BYTES}
     */
    CompletionStage<byte[]> receiveAtMost(Ending ending, int most);

    /**
     * Goes over to TLS on this connection: what is sent and received from here on is inside. To be called between an
     * answer and the next question; bytes that the other side sent ahead of the handshake are a failure, for anybody on
     * the way could have put them there. The handshake counts into the target's response time.
     *
     * @return completes with what the other side showed
     * @throws IllegalStateException where a receive waits, or TLS is spoken already
     */
    CompletionStage<CertificateFacts> startTls(TlsSettings tls);

    /** What the other side showed in its handshake; null where no TLS is spoken. */
    default @Nullable CertificateFacts certificate() {
        return null;
    }

    /**
     * A verdict of up with the transcript so far. Where a certificate was shown that has expired or soon will, the reason
     * goes on to say so.
     */
    Verdict up(String reason);

    /** A verdict of down with the transcript so far. */
    Verdict down(String reason);
}
