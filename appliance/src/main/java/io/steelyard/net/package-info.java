/** Transports: event loops, listeners, connections and their deadlines. */
@NullMarked
package io.steelyard.net;

import org.jspecify.annotations.NullMarked;
