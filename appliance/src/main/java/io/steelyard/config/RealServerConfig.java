package io.steelyard.config;

/**
 * One real server of a virtual service.
 *
 * @param address an IP address
 * @param weight 0–65535; 0 takes no new clients
 * @param enabled what the administrator says
 */
public record RealServerConfig(String address, int port, int weight, boolean enabled) {
    /** {@code address:port}, an IPv6 address in brackets. */
    public String name() {
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    }
}
