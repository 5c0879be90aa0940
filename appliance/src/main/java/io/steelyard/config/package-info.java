/** The configuration: immutable records that check themselves, and the reader that finds every problem. */
@NullMarked
package io.steelyard.config;

import org.jspecify.annotations.NullMarked;
