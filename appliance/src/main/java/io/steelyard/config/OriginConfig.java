package io.steelyard.config;

import io.steelyard.health.settings.Settings;

/** Who the client is, how a request is told from others, and how both are passed on to real servers. */
public record OriginConfig(
        ForwardingConfig forwarding,
        ProxyProtocolConfig proxyProtocol,
        RequestIdConfig requestId,
        TracingConfig tracing) {
    /** What holds where a file says nothing. */
    public static final OriginConfig DEFAULT = new OriginConfig(
            ForwardingConfig.DEFAULT, ProxyProtocolConfig.DEFAULT, RequestIdConfig.DEFAULT, TracingConfig.DEFAULT);

    /** The same with this forwarding. */
    public OriginConfig with(ForwardingConfig other) {
        return new OriginConfig(other, proxyProtocol, requestId, tracing);
    }

    /** The same with this use of the PROXY protocol. */
    public OriginConfig with(ProxyProtocolConfig other) {
        return new OriginConfig(forwarding, other, requestId, tracing);
    }

    /** The same with these request ids. */
    public OriginConfig with(RequestIdConfig other) {
        return new OriginConfig(forwarding, proxyProtocol, other, tracing);
    }

    /** The same with this tracing. */
    public OriginConfig with(TracingConfig other) {
        return new OriginConfig(forwarding, proxyProtocol, requestId, other);
    }

    /** Reads what stands among a virtual service's own settings. */
    static OriginConfig read(Settings settings) {
        return new OriginConfig(
                ForwardingConfig.read(settings.group(ForwardingConfig.KEY)),
                ProxyProtocolConfig.read(settings.group(ProxyProtocolConfig.KEY)),
                RequestIdConfig.read(settings.group(RequestIdConfig.KEY)),
                TracingConfig.read(settings.group(TracingConfig.KEY)));
    }
}
