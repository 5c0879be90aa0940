/**
 * Reads from the verdicts of a pool's cells what is wrong with them. All of it is pure: facts in, diagnoses out. One class
 * per diagnosis behind {@link io.steelyard.health.diagnosis.Diagnoser}.
 */
@NullMarked
package io.steelyard.health.diagnosis;

import org.jspecify.annotations.NullMarked;
