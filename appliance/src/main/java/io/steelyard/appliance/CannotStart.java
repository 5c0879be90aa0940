package io.steelyard.appliance;

/** The appliance cannot be started as things are on this machine, such as with a port that is taken. */
public final class CannotStart extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param sentence what is in the way and what to do about it, for the administrator, without a full stop */
    public CannotStart(String sentence) {
        super(sentence);
    }

    public CannotStart(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
