/** The diagnoses of the live pools: when they are made, what is tried for them, and who is told. */
@NullMarked
package io.steelyard.diagnosis;

import org.jspecify.annotations.NullMarked;
