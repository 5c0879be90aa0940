package io.steelyard.l7;

import org.jspecify.annotations.Nullable;

/**
 * Where a request came from and by which ids it is known: found out once, when its head is there, and the same for every
 * attempt to bring it to a real server. Used again with its request.
 */
final class RequestOrigin {
    private final Provenance provenance = new Provenance();
    private final RequestId id = new RequestId();
    private final TraceContext trace = new TraceContext();
    private @Nullable OriginRules rules;

    void begin(ClientEnds ends) {
        provenance.begin(ends);
        id.clear();
        trace.clear();
        rules = null;
    }

    void clear() {
        provenance.clear();
        id.clear();
        trace.clear();
        rules = null;
    }

    /** Finds all of it out by these rules. */
    void read(OriginRules by, Head head, Ids ids) {
        rules = by;
        provenance.read(by, head);
        boolean trusted = provenance.isBelieved();
        if (by.givesIds()) {
            id.choose(by, head, trusted, ids);
        }
        if (by.startsTraces() || head.has(FieldName.TRACEPARENT)) {
            trace.read(by, head, trusted, ids);
        }
    }

    private OriginRules rules() {
        OriginRules present = rules;
        if (present == null) {
            throw new IllegalStateException("nothing is known yet of where the request came from");
        }
        return present;
    }

    Provenance provenance() {
        return provenance;
    }

    RequestId id() {
        return id;
    }

    TraceContext trace() {
        return trace;
    }

    /** Whether this field of the request is not passed on, because it is replaced or not believed. */
    boolean withholds(Head head, int field) {
        return switch (head.name(field)) {
            case X_FORWARDED_FOR, X_FORWARDED_HOST, X_FORWARDED_PROTO, X_FORWARDED_PORT, X_REAL_IP, FORWARDED ->
                !provenance.isBelieved() || rules().sendsXForwarded() || rules().sendsForwarded();
            case TRACEPARENT, TRACESTATE -> !trace.isPassed();
            case OTHER -> rules().givesIds() && RequestId.isIn(head, field, rules());
            default -> false;
        };
    }

    /** Writes what real servers are told of all this. */
    void writeTo(HeadWriter out, Head head) {
        ForwardedFields.write(out, head, rules(), provenance);
        id.writeTo(out, rules());
        trace.writeTo(out);
    }

    /** Whether the client is told its request's id in the response. */
    boolean tellsId() {
        return rules != null && rules.tellsIds();
    }

    /** Writes the line that tells it; a response's own line of that name must have been left out. */
    void writeIdTo(HeadWriter out) {
        id.writeTo(out, rules());
    }

    /** Whether this field of a response is left out for it. */
    boolean replaces(Head response, int field) {
        return tellsId() && RequestId.isIn(response, field, rules());
    }
}
