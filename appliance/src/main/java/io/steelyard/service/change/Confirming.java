package io.steelyard.service.change;

import io.steelyard.config.revision.Revision;

/** What came of confirming the revision on probation. */
public sealed interface Confirming permits Confirming.Confirmed, Rejection {

    /** It is in the configuration file, and stays. */
    record Confirmed(Revision revision) implements Confirming {}
}
