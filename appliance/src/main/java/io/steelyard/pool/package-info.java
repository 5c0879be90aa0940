/** The real servers of a virtual service with their states, and how the next one is chosen. No Netty here. */
@NullMarked
package io.steelyard.pool;

import org.jspecify.annotations.NullMarked;
