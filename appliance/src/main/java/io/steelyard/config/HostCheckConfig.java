package io.steelyard.config;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.HostPolicy;

/**
 * One host name that a health check asks by.
 *
 * @param name lower case
 * @param check the question for this host name: the health check's own, with what this host name changes of it
 */
public record HostCheckConfig(String name, HostPolicy policy, HealthCheck check) {}
