package io.steelyard.names;

/** Hears of answers. Called on the timer's thread; to return quickly. */
@FunctionalInterface
public interface NameListener {

    /** The name was asked for; {@code state} is what is known of it now, which may be what was known before. */
    void answered(String name, NameState state);
}
