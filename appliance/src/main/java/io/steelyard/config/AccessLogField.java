package io.steelyard.config;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an access log can say of a request. The names are those of templates, and those of the JSON format, in which a dot
 * stands for a group. They are kept: programs read them.
 */
public enum AccessLogField {
    /** When the request's first byte came, in UTC. */
    AT("at"),
    /** The same in this machine's time zone, as the combined format has it. */
    AT_LOCAL("atLocal"),
    VIRTUAL_SERVICE("virtualService"),
    /** The client's address. */
    CLIENT("client"),
    CLIENT_PORT("clientPort"),
    /** The address at the other end of the client's connection: a proxy's, where one stands before the appliance. */
    PEER("peer"),
    /** The user name of HTTP's basic authentication, which nobody has checked. */
    USER("user"),
    /** The request's first line as it came. */
    REQUEST("request"),
    METHOD("method"),
    /** The host name without port. */
    HOST("host"),
    TARGET("target"),
    VERSION("version"),
    REFERER("referer"),
    AGENT("agent"),
    STATUS("status"),
    REAL_SERVER("realServer"),
    PERSISTENCE("persistence"),
    /** By what the client was told apart for that. */
    PERSISTENCE_BY("persistenceBy"),
    /** Whether the connection to the real server had been used before. */
    REUSED("reused"),
    ATTEMPTS("attempts"),
    FAILED_ATTEMPTS("failedAttempts"),
    /** Who ended it: done, client, server or appliance. */
    END_BY("end.by"),
    /** How far it had come by then. */
    END_STAGE("end.stage"),
    END_REASON("end.reason"),
    END_DETAIL("end.detail"),
    BYTES_RECEIVED("bytes.received"),
    BYTES_SENT("bytes.sent"),
    /** Bytes of the response without its head. */
    BYTES_BODY("bytes.body"),
    TIME_HEAD("time.head"),
    TIME_QUEUE("time.queue"),
    TIME_CONNECT("time.connect"),
    TIME_RESPONSE("time.response"),
    TIME_TRANSFER("time.transfer"),
    TIME_TOTAL("time.total"),
    REQUEST_ID("requestId"),
    TRACE_ID("traceId");

    private final String text;

    AccessLogField(String text) {
        this.text = text;
    }

    /** As templates name it. */
    public String text() {
        return text;
    }

    /** The one of this name, null where there is none. */
    static @Nullable AccessLogField of(String name) {
        for (AccessLogField field : values()) {
            if (field.text.equals(name)) {
                return field;
            }
        }
        return null;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(AccessLogField::text).toList();
    }
}
