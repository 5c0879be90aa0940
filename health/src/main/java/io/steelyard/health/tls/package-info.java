/** What a probe asks of TLS, and what it learns of a certificate; the JDK's own types, no socket. */
@NullMarked
package io.steelyard.health.tls;

import org.jspecify.annotations.NullMarked;
