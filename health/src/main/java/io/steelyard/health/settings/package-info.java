/**
 * Reading settings: each {@link io.steelyard.health.settings.Setting} says once what its key is called, what is
 * allowed, what it is when left out, and what it does; {@link io.steelyard.health.settings.Settings} reads them and
 * collects every problem.
 */
@NullMarked
package io.steelyard.health.settings;

import org.jspecify.annotations.NullMarked;
