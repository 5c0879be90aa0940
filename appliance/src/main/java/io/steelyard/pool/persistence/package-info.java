/** How clients stay on their real servers: the kinds that a configuration may name. No Netty here. */
@NullMarked
package io.steelyard.pool.persistence;

import org.jspecify.annotations.NullMarked;
