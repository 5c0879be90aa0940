/** Makes a leaked Netty buffer fail the test class that leaked it. */
@NullMarked
package io.steelyard.leakwatch;

import org.jspecify.annotations.NullMarked;
