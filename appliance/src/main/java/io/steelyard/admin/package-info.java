/** The administrator's side: REST API, event stream, metrics and the page. */
@NullMarked
package io.steelyard.admin;

import org.jspecify.annotations.NullMarked;
