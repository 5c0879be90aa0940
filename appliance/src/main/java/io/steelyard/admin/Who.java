package io.steelyard.admin;

import com.linecorp.armeria.server.ServiceRequestContext;

/** Says who makes a request, as the revisions and the journal are to name them. */
@FunctionalInterface
public interface Who {
    /** Where users are not told apart. */
    Who ANYBODY = ctx -> "api";

    String of(ServiceRequestContext ctx);
}
