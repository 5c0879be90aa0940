/** Who may use the admin side: users, log-ons, tokens, what each may do, and the record of what they did. No HTTP here. */
@NullMarked
package io.steelyard.admin.access;

import org.jspecify.annotations.NullMarked;
