package io.steelyard.service;

import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.pool.Roster;

/** One live virtual service, as those may see it who only look. Thread-safe; a call is a read, never a wait. */
public interface ServiceView {
    VirtualServiceConfig config();

    /** What its pool is at this moment. */
    Roster roster();
}
