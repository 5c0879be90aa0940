/** The only place where things are put together; the command line. */
@NullMarked
package io.steelyard.appliance;

import org.jspecify.annotations.NullMarked;
