/** What went through each virtual service and real server in the last hour and the last day; all in memory. */
@NullMarked
package io.steelyard.admin.statistics;

import org.jspecify.annotations.NullMarked;
