package io.steelyard.health.check;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer must be to count as up.
 *
 * @param location must be found in the Location field; null where it is not looked at
 * @param body must be found in the body; null where it is not looked at
 */
record HttpExpectation(
        UpCodes codes, @Nullable Pattern location, @Nullable Pattern body) {}
