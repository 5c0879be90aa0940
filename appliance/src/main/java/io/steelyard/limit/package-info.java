/** Counts and rates that must not be exceeded: pure bookkeeping, shared by event loops without locks. No Netty here. */
@NullMarked
package io.steelyard.limit;

import org.jspecify.annotations.NullMarked;
