/** The page in a real browser: what an administrator sees and does, in front of a real appliance with demo servers. */
@NullMarked
package io.steelyard.browser;

import org.jspecify.annotations.NullMarked;
