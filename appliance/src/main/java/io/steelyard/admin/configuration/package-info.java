/** The configuration over the API: the whole, its objects, its revisions; every change by the one way there is. */
@NullMarked
package io.steelyard.admin.configuration;

import org.jspecify.annotations.NullMarked;
