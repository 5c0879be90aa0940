package io.steelyard.health;

import org.jspecify.annotations.Nullable;

/**
 * Names one cell: a (real server, host name) pair as one health check of one virtual service sees it.
 *
 * @param virtualService the virtual service's name
 * @param realServer the real server as {@code address:port}
 * @param check the health check's place in the virtual service's list, from 0
 * @param host the host name asked by, lower case; null for a check that asks by none
 */
public record CellId(
        String virtualService,
        String realServer,
        int check,
        @Nullable String host) {}
