/** Everything that makes an appliance what it is in one file, and an appliance made of such a file again. */
@NullMarked
package io.steelyard.admin.backup;

import org.jspecify.annotations.NullMarked;
