package io.steelyard.service;

import io.steelyard.config.ApplianceConfig;
import io.steelyard.pool.ServiceState;
import java.util.Map;

/** What runs, as those see it who change its configuration. Thread-safe. */
public interface Running {

    /** What applying this configuration would do. */
    Plan plan(ApplianceConfig next);

    /**
     * Goes on with this configuration. No request fails for it: what stays is changed in place, what goes finishes what
     * it is at. Returns when new requests go by the new configuration; what drains may take longer. Not to be called on
     * an event loop.
     *
     * @param revision its number
     */
    Applying apply(ApplianceConfig next, long revision);

    /** How many connections a real server of a virtual service has now, both by their names. */
    long underWay(String virtualService, String realServer);

    /** What each virtual service is at, by name. */
    Map<String, ServiceState> states();
}
