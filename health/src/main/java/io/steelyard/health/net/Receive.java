package io.steelyard.health.net;

import io.steelyard.health.Ending;
import java.util.concurrent.CompletableFuture;

/** What a conversation waits for. */
final class Receive {
    final Ending ending;
    final int most;

    /** Whether the end of the stream and the bound end the answer as well, and are no failure. */
    final boolean lenient;

    final CompletableFuture<byte[]> answer = new CompletableFuture<>();

    /** How many bytes the ending has looked at. */
    int seen;

    Receive(Ending ending, int most, boolean lenient) {
        this.ending = ending;
        this.most = most;
        this.lenient = lenient;
    }
}
