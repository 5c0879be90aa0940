package io.steelyard.health;

import java.util.concurrent.CompletionStage;

/** What a check says and hears on one open connection, to the verdict. */
@FunctionalInterface
public interface Conversation {

    /**
     * Runs on the network's thread once the connection is open; must not block. A stage that fails with a
     * {@link DialogueFailure} becomes a verdict of down with the failure's reason, so that a check need not handle
     * failures that mean nothing special to it.
     */
    CompletionStage<Verdict> hold(Dialogue dialogue);

    /**
     * Whether it sends before it receives. Then the last packet of the connection's opening, which would be empty, goes
     * with what is sent; the other side may not hear of the connection before.
     */
    default boolean speaksFirst() {
        return false;
    }

    /** Whether it may ask for {@link Dialogue#startTls}. Connections of those that never do cost less. */
    default boolean mayStartTls() {
        return true;
    }
}
