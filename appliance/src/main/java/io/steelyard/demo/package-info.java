/** A farm to try things on: real servers that behave as IIS does with host-header bindings. */
@NullMarked
package io.steelyard.demo;

import org.jspecify.annotations.NullMarked;
