/** The one way to change the configuration: for the API, the page, the file and SIGHUP. */
@NullMarked
package io.steelyard.service.change;

import org.jspecify.annotations.NullMarked;
