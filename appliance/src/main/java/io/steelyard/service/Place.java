package io.steelyard.service;

import io.steelyard.config.RedirectHttpConfig;
import io.steelyard.config.VirtualServiceConfig;
import java.net.InetSocketAddress;

/**
 * Where a virtual service takes clients. Two that want any free port are at two places.
 *
 * @param owner the virtual service's name where the port is any free one, else empty
 */
record Place(String address, int port, String owner) {

    static Place of(VirtualServiceConfig service) {
        return new Place(service.address(), service.port(), service.port() == 0 ? service.name() : "");
    }

    /** Where clients are redirected to it. */
    static Place of(VirtualServiceConfig service, RedirectHttpConfig redirect) {
        return new Place(service.address(), redirect.port(), redirect.port() == 0 ? service.name() + " redirects" : "");
    }

    InetSocketAddress socketAddress() {
        return new InetSocketAddress(address, port);
    }

    @Override
    public String toString() {
        String host = address.indexOf(':') < 0 ? address : "[" + address + "]";
        return host + ":" + (port == 0 ? "any free port" : port);
    }
}
