package io.steelyard.net;

import org.jspecify.annotations.Nullable;

/**
 * The one moment by which something must have happened. Made once and armed as often as needed, without allocation;
 * belongs to one {@link DeadlineWheel} and so to one event loop.
 */
public final class Deadline {
    final Runnable onExpired;

    /** When it expires, by the wheel's clock; only meaningful while armed. */
    long expiresAt;

    boolean armed;

    /** The wheel's slot that holds this one, -1 for none; may be an earlier slot than {@link #expiresAt} asks for. */
    int slot = -1;

    @Nullable
    Deadline next;

    @Nullable
    Deadline previous;

    /**
     * A deadline that is not armed yet.
     *
     * @param onExpired run on the event loop when the deadline passes, at most once per arming
     */
    public Deadline(Runnable onExpired) {
        this.onExpired = onExpired;
    }

    public boolean isArmed() {
        return armed;
    }
}
