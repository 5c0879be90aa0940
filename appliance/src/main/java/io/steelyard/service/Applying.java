package io.steelyard.service;

/** What came of applying a configuration: all of it is running, or nothing has changed. */
public sealed interface Applying {

    /** It is running as this revision; the number is the one before where nothing had to change. */
    record Applied(Plan plan, long revision) implements Applying {}

    /**
     * It could not be done, and what ran before runs undisturbed.
     *
     * @param reason what is in the way and what to do about it, for the administrator, without a full stop
     */
    record Refused(Plan plan, String reason) implements Applying {}
}
