/** What the data plane and the health monitor do, counted, and told to Prometheus. */
@NullMarked
package io.steelyard.admin.metrics;

import org.jspecify.annotations.NullMarked;
