package io.steelyard.admin.configuration;

import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.steelyard.admin.Unfit;
import io.steelyard.config.VirtualServiceConfig;
import io.steelyard.service.change.Standing;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds the objects that paths of the API name. Pure. */
final class Spots {
    private static final String SERVICES = "virtualServices";
    private static final String SERVERS = "realServers";
    private static final String CHECKS = "healthChecks";

    private Spots() {}

    /** The end of the list of virtual services. */
    static Spot services(ServiceRequestContext ctx, Standing standing) {
        return end(new Spot(List.of(SERVICES), 0), standing);
    }

    static Spot service(ServiceRequestContext ctx, Standing standing) throws Unfit {
        String name = given(ctx, "name");
        List<VirtualServiceConfig> services = standing.config().virtualServices();
        for (int i = 0; i < services.size(); i++) {
            if (services.get(i).name().equals(name)) {
                return there(new Spot(List.of(SERVICES), i), standing, "There is no virtual service '" + name + "'.");
            }
        }
        throw new Unfit(HttpStatus.NOT_FOUND, "There is no virtual service '" + name + "'.");
    }

    static Spot servers(ServiceRequestContext ctx, Standing standing) throws Unfit {
        return end(service(ctx, standing).within(SERVERS, 0), standing);
    }

    static Spot server(ServiceRequestContext ctx, Standing standing) throws Unfit {
        Spot service = service(ctx, standing);
        String name = given(ctx, "realServer");
        VirtualServiceConfig config = standing.config().virtualServices().get(service.index());
        String nothing = "There is no real server '" + name + "' in " + config.name()
                + ": name one as address:port, an IPv6 address in brackets.";
        for (int i = 0; i < config.realServers().size(); i++) {
            if (config.realServers().get(i).name().equals(name)) {
                return there(service.within(SERVERS, i), standing, nothing);
            }
        }
        throw new Unfit(HttpStatus.NOT_FOUND, nothing);
    }

    static Spot checks(ServiceRequestContext ctx, Standing standing) throws Unfit {
        return end(service(ctx, standing).within(CHECKS, 0), standing);
    }

    static Spot check(ServiceRequestContext ctx, Standing standing) throws Unfit {
        String index = given(ctx, "index");
        String nothing = "There is no health check " + index + ": they are counted from 0.";
        if (!index.matches("\\d{1,4}")) {
            throw new Unfit(HttpStatus.NOT_FOUND, nothing);
        }
        return there(service(ctx, standing).within(CHECKS, Integer.parseInt(index)), standing, nothing);
    }

    private static Spot end(Spot spot, Standing standing) {
        return new Spot(spot.list(), spot.items(standing.tree().root()).size());
    }

    private static Spot there(Spot spot, Standing standing, String nothing) throws Unfit {
        Map<?, ?> object = spot.object(standing.tree().root());
        if (object == null) {
            throw new Unfit(HttpStatus.NOT_FOUND, nothing);
        }
        return spot;
    }

    private static String given(ServiceRequestContext ctx, String parameter) {
        return Objects.requireNonNull(ctx.pathParam(parameter));
    }
}
