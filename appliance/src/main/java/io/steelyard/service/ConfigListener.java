package io.steelyard.service;

import io.steelyard.config.VirtualServiceConfig;
import java.util.List;

/** Hears of changed configurations, on the thread that applies them, one at a time; must not throw. */
public interface ConfigListener {
    /**
     * These virtual services may have clients, and no others: told while a change is under way, with those of before and
     * of after, and again when it is done.
     */
    default void serving(List<VirtualServiceConfig> services) {}

    /** This was done, and is running as this revision. */
    default void applied(Plan plan, long revision) {}

    /** This was not done, and what ran before still does. */
    default void refused(Plan plan, String reason) {}
}
