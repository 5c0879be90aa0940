package io.steelyard.admin;

import io.steelyard.event.ExchangeEnd;
import org.jspecify.annotations.Nullable;

/** An exchange that ended as the test says. */
public record EndFixture(
        String virtualService,
        @Nullable String realServer,
        int status,
        long durationNanos,
        long requestBytes,
        long responseBytes,
        @Nullable String failure)
        implements ExchangeEnd {}
