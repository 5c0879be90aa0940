/** The admin side's threads, which let the data plane go first. */
@NullMarked
package io.steelyard.admin.thread;

import org.jspecify.annotations.NullMarked;
