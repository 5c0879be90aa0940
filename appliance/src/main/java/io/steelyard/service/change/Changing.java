package io.steelyard.service.change;

/** What came of a change: it is {@link Changed}, or nothing is different because of a {@link Rejection}. */
public sealed interface Changing permits Changed, Rejection {}
