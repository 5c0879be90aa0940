package io.steelyard.config;

/** From whom something that a request brings along is taken over. */
public enum Accept {
    /** From every client. */
    ALWAYS,
    /** From the peers that {@link ForwardingConfig#trusted} lists. */
    TRUSTED,
    NEVER
}
