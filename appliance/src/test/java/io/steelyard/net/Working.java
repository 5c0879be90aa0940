package io.steelyard.net;

import static org.assertj.core.api.Assumptions.assumeThat;

/** Whether a transport works where the tests run: a kernel or a container may forbid io_uring. */
public final class Working {
    private Working() {}

    /** Skips the test, with the reason, where it does not. */
    public static void here(Transport transport) {
        assumeThat(transport.whyNot())
                .as("why %s does not work here", transport)
                .isNull();
    }
}
