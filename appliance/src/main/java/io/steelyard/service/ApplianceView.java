package io.steelyard.service;

import java.util.List;

/** The running appliance, as those may see it who only look. Thread-safe; a call is a read, never a wait. */
public interface ApplianceView {
    /** The number of the configuration that is running. */
    long revision();

    /** Every virtual service, in the configuration's order; an immutable list. */
    List<ServiceView> services();
}
