package io.steelyard.admin;

import java.time.Clock;
import java.time.Instant;

/**
 * What the admin side says of the process.
 *
 * @param version as {@code steelyard version} prints it
 * @param startedAt when the process started
 * @param clock what "now" is
 */
public record About(String version, Instant startedAt, Clock clock) {}
