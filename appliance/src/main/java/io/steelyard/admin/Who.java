package io.steelyard.admin;

import com.linecorp.armeria.server.ServiceRequestContext;

/** Says who makes a request, as the revisions and the journal are to name them. */
@FunctionalInterface
public interface Who {
    /** The user who is logged on, or the token. */
    Who CALLER = ctx -> AccessGate.caller(ctx).name();

    String of(ServiceRequestContext ctx);
}
