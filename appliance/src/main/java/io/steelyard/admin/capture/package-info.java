/** Packets of a chosen address and port as a file that Wireshark opens. */
@NullMarked
package io.steelyard.admin.capture;

import org.jspecify.annotations.NullMarked;
