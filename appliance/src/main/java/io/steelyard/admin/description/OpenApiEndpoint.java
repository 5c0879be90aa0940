package io.steelyard.admin.description;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import io.steelyard.admin.Endpoint;
import java.util.List;

/** The OpenAPI document, at {@code GET /api/v1/openapi.json}. */
public final class OpenApiEndpoint implements Endpoint {
    private final byte[] document;

    public OpenApiEndpoint(String version, List<DescribedSetting> settings) {
        this.document = OpenApiDocument.of(version, settings);
    }

    @Override
    public void route(ServerBuilder builder) {
        ResponseHeaders headers = ResponseHeaders.builder(HttpStatus.OK)
                .contentType(MediaType.JSON_UTF_8)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .build();
        builder.route()
                .get("/api/v1/openapi.json")
                .build((ctx, request) -> HttpResponse.of(headers, HttpData.wrap(document)));
    }
}
