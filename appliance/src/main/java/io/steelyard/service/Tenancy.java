package io.steelyard.service;

import io.steelyard.config.RedirectHttpConfig;
import io.steelyard.config.VirtualServiceConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who takes the clients of a place: a virtual service itself, or what redirects to it.
 *
 * @param service the virtual service's name
 */
record Tenancy(String service, boolean redirects) {

    /** Every place that these virtual services take clients at. */
    static Map<Place, Tenancy> of(List<VirtualServiceConfig> services) {
        Map<Place, Tenancy> all = new LinkedHashMap<>();
        for (VirtualServiceConfig service : services) {
            all.putIfAbsent(Place.of(service), new Tenancy(service.name(), false));
            RedirectHttpConfig redirect = service.http().answers().redirectHttp();
            if (redirect != null) {
                all.putIfAbsent(Place.of(service, redirect), new Tenancy(service.name(), true));
            }
        }
        return all;
    }

    /** As a plan names it. */
    String words() {
        return redirects ? "the redirects to " + service : service;
    }
}
