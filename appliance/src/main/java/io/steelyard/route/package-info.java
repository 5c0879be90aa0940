/** Which pool or action an exchange gets. No Netty here. */
@NullMarked
package io.steelyard.route;

import org.jspecify.annotations.NullMarked;
