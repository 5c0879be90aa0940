package io.steelyard.service.change;

/**
 * The change can be made, as far as can be said before; whether a port can be had shows when it is opened.
 *
 * @param base the revision that is in force
 * @param effect what it would do
 */
public record Planned(long base, Effect effect) implements Planning {}
