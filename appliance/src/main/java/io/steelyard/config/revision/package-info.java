/** Revisions: every configuration that was saved, and the configuration file, both written so that no crash tears them. */
@NullMarked
package io.steelyard.config.revision;

import org.jspecify.annotations.NullMarked;
