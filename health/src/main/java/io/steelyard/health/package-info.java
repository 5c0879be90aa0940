/** The health checker's own words: what is asked, what came back, and what it means. */
@NullMarked
package io.steelyard.health;

import org.jspecify.annotations.NullMarked;
