package io.steelyard.pool;

/** Hears which health checks become suspect. Called on the health monitor's thread; must not block. */
public interface DoubtListener {
    /** A health check and real requests contradict each other. */
    default void raised(CheckDoubt doubt) {}

    /** They agree again, or there is no telling any more. */
    default void settled(CheckDoubt doubt) {}
}
