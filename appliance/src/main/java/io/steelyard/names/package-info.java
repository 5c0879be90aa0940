/** Names of real servers: what addresses they stand for, asked again and again. No real server is known here. */
@NullMarked
package io.steelyard.names;

import org.jspecify.annotations.NullMarked;
