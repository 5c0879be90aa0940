/**
 * The built-in kinds of health check, found through {@link java.util.ServiceLoader} like anybody's. They know the
 * network only as {@link io.steelyard.health.ProbeNetwork}.
 */
@NullMarked
package io.steelyard.health.check;

import org.jspecify.annotations.NullMarked;
