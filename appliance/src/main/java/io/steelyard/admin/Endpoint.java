package io.steelyard.admin;

import com.linecorp.armeria.server.ServerBuilder;

/** A part of the API that is put together elsewhere; it says itself at which paths it answers. */
@FunctionalInterface
public interface Endpoint {
    void route(ServerBuilder builder);
}
