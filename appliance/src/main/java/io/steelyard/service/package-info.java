/** Live virtual services, and how a new configuration becomes them. */
@NullMarked
package io.steelyard.service;

import org.jspecify.annotations.NullMarked;
