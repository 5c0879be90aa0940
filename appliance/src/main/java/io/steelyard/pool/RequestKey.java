package io.steelyard.pool;

/** What of a request is hashed. Implementations allocate nothing and are thread-safe. */
@FunctionalInterface
public interface RequestKey {
    /** Its hash, {@link KeyHash#NONE} where the request has no such thing. */
    long of(PickRequest request);
}
