package io.steelyard.config;

import org.jspecify.annotations.Nullable;

/** Finds redirects of a virtual service that lead back to where they were answered, as far as that can be known. Pure. */
final class RedirectLoops {
    private RedirectLoops() {}

    /**
     * What is wrong; null where nothing is.
     *
     * @param address of the virtual service, and of what redirects to it
     */
    static @Nullable Refusal find(
            String address, int port, AllDownConfig whenAllDown, @Nullable RedirectHttpConfig redirectHttp) {
        if (whenAllDown instanceof AllDownConfig.Redirect redirect
                && RedirectUrl.leadsTo(redirect.url(), address, port)) {
            return new Refusal(
                    AllDownConfig.Redirect.KEY + "." + AllDownConfig.Redirect.URL.key(),
                    "'" + redirect.url() + "' leads back to this virtual service, for ever");
        }
        if (redirectHttp != null && RedirectUrl.leadsTo(redirectHttp.locationFor(port), address, redirectHttp.port())) {
            return new Refusal(
                    RedirectHttpConfig.KEY,
                    "port " + redirectHttp.port() + " would send clients to '" + redirectHttp.locationFor(port)
                            + "', back to itself");
        }
        return null;
    }
}
