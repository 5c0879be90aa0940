package io.steelyard.l7;

import io.steelyard.config.Accept;
import io.steelyard.config.ForwardingConfig.Style;
import io.steelyard.config.OriginConfig;
import io.steelyard.net.Prefixes;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** By what rules a request's origin is found out and passed on, made ready for event loops. Immutable. */
final class OriginRules {
    private final OriginConfig config;
    private final Prefixes trusted;
    private final byte[] idField;
    private final byte[] idName;
    private final boolean sendsXForwarded;
    private final boolean sendsForwarded;

    private OriginRules(OriginConfig config) {
        String header = config.requestId().header();
        Style style = config.forwarding().style();
        this.config = config;
        this.trusted = Prefixes.of(config.forwarding().trusted());
        this.idField = (header + ": ").getBytes(StandardCharsets.US_ASCII);
        this.idName = header.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
        this.sendsXForwarded = style == Style.X_FORWARDED || style == Style.BOTH;
        this.sendsForwarded = style == Style.FORWARDED || style == Style.BOTH;
    }

    static OriginRules of(OriginConfig config) {
        return new OriginRules(config);
    }

    /** The peers whose word on the client counts. */
    Prefixes trusted() {
        return trusted;
    }

    boolean sendsXForwarded() {
        return sendsXForwarded;
    }

    boolean sendsForwarded() {
        return sendsForwarded;
    }

    boolean readsXForwarded() {
        return config.forwarding().style() != Style.FORWARDED;
    }

    boolean readsForwarded() {
        return config.forwarding().style() != Style.X_FORWARDED;
    }

    boolean givesIds() {
        return config.requestId().enabled();
    }

    boolean tellsIds() {
        return config.requestId().enabled() && config.requestId().inResponse();
    }

    /** The line that carries a request's id, up to its value. */
    byte[] idField() {
        return idField;
    }

    /** The name of the field that does, in lower case. */
    byte[] idName() {
        return idName;
    }

    /** Whether an id that comes from such a peer is kept. */
    boolean takesId(boolean fromTrusted) {
        return takes(config.requestId().accept(), fromTrusted);
    }

    /** Whether a trace that comes from such a peer is passed on. */
    boolean takesTrace(boolean fromTrusted) {
        return takes(config.tracing().accept(), fromTrusted);
    }

    boolean startsTraces() {
        return config.tracing().start();
    }

    private static boolean takes(Accept accept, boolean fromTrusted) {
        return accept == Accept.ALWAYS || (accept == Accept.TRUSTED && fromTrusted);
    }
}
