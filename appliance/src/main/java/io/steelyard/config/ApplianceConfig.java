package io.steelyard.config;

import java.util.List;

/**
 * A whole configuration, as the file has it: every value checked, every default filled in.
 *
 * @param virtualServices at most {@value #MAX_VIRTUAL_SERVICES}; no two have the same name, or the same address and
 *     port, and none has the admin side's
 * @param nameServers empty for those that this machine uses
 */
public record ApplianceConfig(
        AdminConfig admin,
        HealthTimes defaultHealth,
        List<VirtualServiceConfig> virtualServices,
        EventsConfig events,
        List<NameServer> nameServers,
        DataPlaneConfig dataPlane) {
    static final int MAX_VIRTUAL_SERVICES = 1000;

    /** Events are kept in memory only. */
    public ApplianceConfig(AdminConfig admin, HealthTimes defaultHealth, List<VirtualServiceConfig> virtualServices) {
        this(admin, defaultHealth, virtualServices, EventsConfig.DEFAULT);
    }

    /** The data plane runs on what is fastest here. */
    public ApplianceConfig(
            AdminConfig admin,
            HealthTimes defaultHealth,
            List<VirtualServiceConfig> virtualServices,
            EventsConfig events,
            List<NameServer> nameServers) {
        this(admin, defaultHealth, virtualServices, events, nameServers, DataPlaneConfig.DEFAULT);
    }

    /** Names are looked up as this machine does. */
    public ApplianceConfig(
            AdminConfig admin,
            HealthTimes defaultHealth,
            List<VirtualServiceConfig> virtualServices,
            EventsConfig events) {
        this(admin, defaultHealth, virtualServices, events, List.of());
    }

    public ApplianceConfig {
        virtualServices = List.copyOf(virtualServices);
        nameServers = List.copyOf(nameServers);
        Duplicates names = new Duplicates();
        Duplicates addresses = new Duplicates();
        claim(addresses, admin.address(), admin.port(), "admin");
        for (int i = 0; i < virtualServices.size(); i++) {
            VirtualServiceConfig service = virtualServices.get(i);
            names.check(service.name(), "virtualServices[" + i + "]");
            claim(addresses, service.address(), service.port(), "virtualServices[" + i + "]");
            RedirectHttpConfig redirect = service.http().answers().redirectHttp();
            if (redirect != null) {
                claim(addresses, service.address(), redirect.port(), "virtualServices[" + i + "]");
            }
        }
    }

    private static void claim(Duplicates addresses, String address, int port, String path) {
        if (port != 0) {
            addresses.check(RealServerConfig.name(address, port), path);
        }
    }
}
