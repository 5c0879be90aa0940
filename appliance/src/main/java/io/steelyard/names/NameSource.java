package io.steelyard.names;

import java.util.concurrent.CompletionStage;

/** Whoever knows the addresses of names. */
@FunctionalInterface
public interface NameSource {

    /**
     * Asks once. Returns at once; the stage ends within a bounded time, on any thread, and never with an exception.
     *
     * @param name a full name, in lower case
     */
    CompletionStage<Answer> ask(String name);
}
