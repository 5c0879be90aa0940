package io.steelyard.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.NetUtil;
import io.steelyard.health.settings.Setting;
import io.steelyard.pool.Explanation;
import io.steelyard.pool.RealServer;
import io.steelyard.service.ApplianceView;
import io.steelyard.service.ServiceView;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says what a request would meet, without sending one. */
final class WhyEndpoint {
    private static final int MOST_SERVERS = 1000;
    private static final int MOST_CHARACTERS = 2000;

    private final ApplianceView appliance;

    WhyEndpoint(ApplianceView appliance) {
        this.appliance = appliance;
    }

    void route(ServerBuilder builder) {
        builder.route().get("/api/v1/virtual-services/{name}/why").build((ctx, request) -> why(ctx));
    }

    private HttpResponse why(ServiceRequestContext ctx) {
        String name = Objects.requireNonNull(ctx.pathParam("name"));
        ServiceView service = HealthEndpoints.service(appliance, name);
        if (service == null) {
            return HealthEndpoints.noSuchService(name);
        }
        String host = orElse(ctx.queryParam("host"), "");
        String path = orElse(ctx.queryParam("path"), "/");
        byte[] client = NetUtil.createByteArrayFromIpAddressString(orElse(ctx.queryParam("client"), "127.0.0.1"));
        if (client == null) {
            return wrong("'client' must be an IP address.");
        }
        if (!path.startsWith("/") || path.length() > MOST_CHARACTERS || host.length() > MOST_CHARACTERS) {
            return wrong("'path' must begin with '/', and neither it nor 'host' may be very long.");
        }
        Explanation what = service.explain(new AskedRequest(host, client, path), MOST_SERVERS);
        return JsonAnswer.of(out -> {
            out.writeStringField("virtualService", name);
            out.writeStringField("scheduling", Setting.word(service.config().scheduling()));
            write(out, what);
        });
    }

    private static void write(JsonGenerator out, Explanation what) throws IOException {
        out.writeStringField("host", what.host());
        out.writeStringField("closed", what.closed());
        out.writeStringField("persistence", what.stay().word());
        out.writeStringField("had", name(what.had()));
        out.writeStringField("notKept", what.notKept());
        out.writeStringField("chosen", name(what.chosen()));
        out.writeArrayFieldStart("realServers");
        for (Explanation.Considered one : what.servers()) {
            out.writeStartObject();
            out.writeStringField("realServer", one.server().name());
            out.writeBooleanField("fit", one.fit());
            out.writeBooleanField("chosen", one.server() == what.chosen());
            out.writeStringField("reason", one.reason());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeNumberField("moreFit", what.moreFit());
        out.writeNumberField("moreOut", what.moreOut());
    }

    private static @Nullable String name(@Nullable RealServer server) {
        return server == null ? null : server.name();
    }

    private static String orElse(@Nullable String given, String otherwise) {
        return given == null ? otherwise : given;
    }

    private static HttpResponse wrong(String detail) {
        return new Problem(HttpStatus.BAD_REQUEST, detail).response();
    }
}
