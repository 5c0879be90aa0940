/**
 * What happened, kept and sent on: a ring in memory, files, syslog, webhooks, e-mail. Nobody who announces an event ever
 * waits for any of them.
 */
@NullMarked
package io.steelyard.journal;

import org.jspecify.annotations.NullMarked;
