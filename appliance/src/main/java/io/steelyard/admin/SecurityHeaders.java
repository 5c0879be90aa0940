package io.steelyard.admin;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import java.util.Map;

/** What browsers are told on every answer: load from here only, nothing inline, show in no frame, tell nobody. */
final class SecurityHeaders {
    static final Map<String, String> ALL = Map.of(
            "content-security-policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
                            + " require-trusted-types-for 'script'; trusted-types lit-html",
            "x-content-type-options", "nosniff",
            "x-frame-options", "DENY",
            "referrer-policy", "no-referrer",
            "cross-origin-opener-policy", "same-origin",
            "cross-origin-resource-policy", "same-origin",
            "permissions-policy", "camera=(), geolocation=(), microphone=()");

    private SecurityHeaders() {}

    static AggregatedHttpResponse on(AggregatedHttpResponse response) {
        ResponseHeadersBuilder headers = response.headers().toBuilder();
        ALL.forEach(headers::set);
        return AggregatedHttpResponse.of(headers.build(), response.content());
    }
}
