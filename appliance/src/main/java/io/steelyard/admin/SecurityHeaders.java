package io.steelyard.admin;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import java.util.Map;
import java.util.TreeMap;

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
            "permissions-policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");

    /** Over TLS also: never without it again, which browsers heed where they trust the certificate (RFC 6797). */
    static final Map<String, String> OVER_TLS = withTransport();

    private SecurityHeaders() {}

    private static Map<String, String> withTransport() {
        Map<String, String> headers = new TreeMap<>(ALL);
        headers.put("strict-transport-security", "max-age=31536000");
        return headers;
    }

    static AggregatedHttpResponse on(AggregatedHttpResponse response) {
        ResponseHeadersBuilder headers = response.headers().toBuilder();
        ALL.forEach(headers::set);
        return AggregatedHttpResponse.of(headers.build(), response.content());
    }
}
