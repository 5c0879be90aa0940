package io.steelyard.admin;

import com.linecorp.armeria.common.HttpStatus;
import io.steelyard.service.ApplianceView;
import io.steelyard.service.Maintenance.Scope;
import io.steelyard.service.ServiceView;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an order can be for, by what is live: says why a scope holds nothing, and what could stand there. */
final class MaintenanceScopes {
    private final ApplianceView appliance;

    MaintenanceScopes(ApplianceView appliance) {
        this.appliance = appliance;
    }

    /** Why nothing is in this scope; null where something is. */
    @Nullable
    Problem whyNothing(Scope scope, HttpStatus status) {
        String realServer = scope.realServer();
        List<ServiceView> users = appliance.services().stream()
                .filter(service -> realServer == null || servers(service).anyMatch(realServer::equals))
                .toList();
        if (users.isEmpty() && realServer != null) {
            List<String> known = appliance.services().stream()
                    .flatMap(MaintenanceScopes::servers)
                    .distinct()
                    .toList();
            return unfit(status, "realServer", realServer, "no virtual service uses this real server", known);
        }
        List<ServiceView> meant = users.stream()
                .filter(service -> scope.virtualService() == null
                        || service.config().name().equals(scope.virtualService()))
                .toList();
        if (meant.isEmpty() && scope.virtualService() != null) {
            List<String> names =
                    users.stream().map(service -> service.config().name()).toList();
            String what =
                    "there is no virtual service of this name" + (realServer == null ? "" : " that uses " + realServer);
            return unfit(status, "virtualService", scope.virtualService(), what, names);
        }
        List<String> hosts = meant.stream()
                .flatMap(service -> service.roster().hosts().stream())
                .distinct()
                .toList();
        return scope.host() == null || hosts.contains(scope.host())
                ? null
                : unfit(status, "host", scope.host(), "no health check there decides by this host name", hosts);
    }

    private static Stream<String> servers(ServiceView service) {
        return service.roster().servers().stream().map(server -> server.server().name());
    }

    private static Problem unfit(
            HttpStatus status, String path, @Nullable String value, String what, List<String> allowed) {
        Problem.Culprit culprit = new Problem.Culprit(path, value, allowed);
        String list = culprit.allowed().isEmpty() ? "" : "; there are: " + String.join(", ", culprit.allowed());
        return new Problem(status, path + ": " + what + list + ".", culprit);
    }
}
