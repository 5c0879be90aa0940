/** HTTP: heads, exchanges, connections to real servers. */
@NullMarked
package io.steelyard.l7;

import org.jspecify.annotations.NullMarked;
