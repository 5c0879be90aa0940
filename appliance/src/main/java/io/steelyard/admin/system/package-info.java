/** What is known of the process itself. */
@NullMarked
package io.steelyard.admin.system;

import org.jspecify.annotations.NullMarked;
