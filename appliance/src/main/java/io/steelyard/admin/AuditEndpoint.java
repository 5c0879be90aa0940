package io.steelyard.admin;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.steelyard.admin.access.Audit;
import io.steelyard.admin.access.AuditEntry;
import java.util.List;

/** Who did what: {@code /api/v1/audit} has the newest entries, or those after a number, oldest first. */
final class AuditEndpoint implements Endpoint {
    private static final int MOST = 1000;

    private final Audit audit;

    AuditEndpoint(Audit audit) {
        this.audit = audit;
    }

    @Override
    public void route(ServerBuilder builder) {
        builder.route().get("/api/v1/audit").build((ctx, request) -> entries(ctx));
    }

    private HttpResponse entries(ServiceRequestContext ctx) {
        String since = ctx.queryParams().get("since", "0");
        String limit = ctx.queryParams().get("limit", "100");
        if (!since.matches("\\d{1,18}") || !limit.matches("\\d{1,9}")) {
            return new Problem(HttpStatus.BAD_REQUEST, "'since' and 'limit' must be whole numbers.").response();
        }
        List<AuditEntry> entries = audit.since(Long.parseLong(since), Math.min(MOST, Integer.parseInt(limit)));
        return JsonAnswer.of(out -> {
            out.writeArrayFieldStart("entries");
            for (AuditEntry entry : entries) {
                out.writeStartObject();
                out.writeNumberField("number", entry.number());
                out.writeStringField("at", entry.at().toString());
                out.writeStringField("who", entry.who());
                out.writeStringField("role", entry.role());
                out.writeStringField("address", entry.address());
                out.writeStringField("what", entry.what());
                out.writeStringField("outcome", entry.outcome());
                out.writeStringField("detail", entry.detail());
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }
}
