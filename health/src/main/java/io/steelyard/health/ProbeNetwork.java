package io.steelyard.health;

import java.util.concurrent.CompletionStage;

/**
 * How checks reach the network without knowing what carries them. One probe holds one conversation on one fresh
 * connection; the network opens it, keeps the transcript, minds the target's times and closes it, whatever the check
 * does. Thread-safe.
 */
public interface ProbeNetwork {

    /**
     * Opens a TCP connection to the target and holds the conversation on it.
     *
     * @return completes with what the conversation found, or with a verdict of down whose reason says what went wrong;
     *     never fails, and is complete at the latest when the target's connect and response times are over
     */
    CompletionStage<Verdict> tcp(Target target, Conversation conversation);
}
