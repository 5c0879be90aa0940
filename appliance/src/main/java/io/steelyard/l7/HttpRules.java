package io.steelyard.l7;

import io.steelyard.config.HttpConfig;
import io.steelyard.config.HttpLimits;
import io.steelyard.config.QueueConfig;
import io.steelyard.config.RetryConfig;
import org.jspecify.annotations.Nullable;

/**
 * What a virtual service treats its clients and requests by, made ready for event loops. Immutable.
 *
 * @param debug null where nobody is told why requests go where they go
 */
record HttpRules(
        Times times,
        HttpLimits limits,
        Upgrades upgrades,
        ErrorPages errorPages,
        QueueConfig queue,
        RetryConfig retries,
        @Nullable Debug debug,
        OriginRules origin,
        ProxyRules proxy) {
    /** The rules of a virtual service as it is configured. */
    static HttpRules of(HttpConfig config) {
        return new HttpRules(
                Times.of(config.timeouts()),
                config.limits(),
                Upgrades.of(config.upgrades()),
                ErrorPages.of(config.answers()),
                config.capacity().queue(),
                config.capacity().retries(),
                Debug.of(config.debug()),
                OriginRules.of(config.origin()),
                ProxyRules.of(config.origin().proxyProtocol()));
    }
}
