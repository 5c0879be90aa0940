/** The access log: a line for each request, formatted on its event loop, written by a thread of its own. */
@NullMarked
package io.steelyard.admin.accesslog;

import org.jspecify.annotations.NullMarked;
