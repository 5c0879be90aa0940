package io.steelyard.service.change;

/** What came of asking for a change's effect: {@link Planned}, or the {@link Rejection} that making it would meet. */
public sealed interface Planning permits Planned, Rejection {}
