/** How probes reach the network: Netty channels behind {@link io.steelyard.health.ProbeNetwork}. */
@NullMarked
package io.steelyard.health.net;

import org.jspecify.annotations.NullMarked;
