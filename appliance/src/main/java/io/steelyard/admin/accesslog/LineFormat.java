package io.steelyard.admin.accesslog;

import io.steelyard.config.AccessLogConfig;
import io.steelyard.config.AccessLogTemplate;
import io.steelyard.event.ExchangeEnd;

/** The form of a line. Immutable; used on every event loop. */
interface LineFormat {

    /**
     * Writes the line of an exchange, without its end. Allocates nothing.
     *
     * @param beganMillis when the request's first byte came, since the epoch
     */
    void write(ExchangeEnd end, long beganMillis, TimeText times, LineBuffer out);

    /** Writes the line that says how many lines are missing at this place. */
    void writeLost(String virtualService, long lost, long nowMillis, TimeText times, LineBuffer out);

    /** The one that is configured; what is off has none. */
    static LineFormat of(AccessLogConfig config) {
        return switch (config.format()) {
            case JSON -> new JsonFormat();
            case COMBINED -> new CombinedFormat();
            case TEMPLATE -> new TemplateFormat(AccessLogTemplate.of(config.template()));
            case OFF -> throw new IllegalArgumentException("what is off has no form");
        };
    }
}
