/** What the API says of itself: every setting with its help, and the OpenAPI document. */
@NullMarked
package io.steelyard.admin.description;

import org.jspecify.annotations.NullMarked;
