package io.steelyard.l7;

import io.steelyard.pool.Span;

/** The id of one request: the one that it brought, where that counts, or a new one. Used again with its request. */
final class RequestId {
    private static final int MOST = 128;

    private final byte[] made = new byte[Ids.REQUEST_ID];
    private byte[] bytes = made;
    private long span = Span.NONE;

    void clear() {
        bytes = made;
        span = Span.NONE;
    }

    void choose(OriginRules rules, Head head, boolean fromTrusted, Ids ids) {
        if (rules.takesId(fromTrusted)) {
            long brought = onlyValue(rules, head);
            if (brought != Span.NONE) {
                bytes = head.bytes;
                span = brought;
                return;
            }
        }
        ids.requestId(made);
        bytes = made;
        span = Span.of(0, made.length);
    }

    private static long onlyValue(OriginRules rules, Head head) {
        long found = Span.NONE;
        for (int field = 0; field < head.fieldCount(); field++) {
            if (isIn(head, field, rules)) {
                if (found != Span.NONE || !mayStand(head.bytes, head.valueStart(field), head.valueEnd(field))) {
                    return Span.NONE;
                }
                found = Span.of(head.valueStart(field), head.valueEnd(field));
            }
        }
        return found;
    }

    /** Whether this field carries a request's id. */
    static boolean isIn(Head head, int field, OriginRules rules) {
        return head.name(field) == FieldName.OTHER && RequestParts.isNamed(head, field, rules.idName());
    }

    /** Letters, digits and signs that mean nothing to whoever reads it in a log, a list or a quoted string. */
    private static boolean mayStand(byte[] bytes, int start, int end) {
        for (int at = start; at < end; at++) {
            byte b = bytes[at];
            boolean letter = (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
            if (!letter && !Ascii.isDigit(b) && "-._~+/=:@|".indexOf(b) < 0) {
                return false;
            }
        }
        return end > start && end - start <= MOST;
    }

    /** Writes its line; nothing where the request has no id. */
    void writeTo(HeadWriter out, OriginRules rules) {
        if (span != Span.NONE) {
            out.append(rules.idField())
                    .append(bytes, Span.start(span), Span.end(span))
                    .append("\r\n");
        }
    }

    /** The array in which {@link #span} stands. */
    byte[] bytes() {
        return bytes;
    }

    /** Where it stands, {@link Span#NONE} where there is none. */
    long span() {
        return span;
    }
}
