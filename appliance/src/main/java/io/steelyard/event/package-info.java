/** What happens, told to whoever wants to hear it; logic announces, listeners observe. */
@NullMarked
package io.steelyard.event;

import org.jspecify.annotations.NullMarked;
