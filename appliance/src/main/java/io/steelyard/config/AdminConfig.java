package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;

/**
 * Where the administrator's page and API listen.
 *
 * @param address an IP address of this machine
 * @param port 1–65535; from code also 0, any free one
 */
public record AdminConfig(String address, int port) {
    public static final Setting<String> ADDRESS = Setting.of(
            "address",
            "an IP address of this machine",
            "127.0.0.1",
            "The IP address that the page and the API listen on. With 127.0.0.1 they can be reached from this machine"
                    + " only.",
            IpAddress::ofListener);
    public static final Setting<Integer> PORT =
            Setting.integer("port", 1, 65535, 8443, "The TCP port that the page and the API listen on.");

    public AdminConfig {
        address = ADDRESS.check(address);
        if (port != 0) {
            PORT.check(port);
        }
    }

    static AdminConfig read(Settings settings) {
        AdminConfig read = new AdminConfig(settings.get(ADDRESS), settings.get(PORT));
        settings.end();
        return read;
    }
}
