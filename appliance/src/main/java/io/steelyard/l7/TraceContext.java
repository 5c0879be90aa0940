package io.steelyard.l7;

import io.steelyard.pool.Span;

/**
 * The trace that a request is part of (W3C Trace Context, level 1): {@code traceparent} and {@code tracestate} are passed
 * on as they came where they are valid, and both are dropped where they are not. Used again with its request.
 */
final class TraceContext {
    private static final int TRACE_ID = 3;
    private static final int TRACE_ID_END = 35;
    private static final int PARENT_ID = 36;
    private static final int PARENT_ID_END = 52;
    private static final int FLAGS = 53;

    private static final byte[] NONE = {};

    private byte[] made = NONE;
    private byte[] bytes = NONE;
    private long id = Span.NONE;
    private boolean passed;
    private boolean started;

    void clear() {
        bytes = NONE;
        id = Span.NONE;
        passed = false;
        started = false;
    }

    void read(OriginRules rules, Head head, boolean fromTrusted, Ids ids) {
        if (head.has(FieldName.TRACEPARENT) && rules.takesTrace(fromTrusted)) {
            int field = head.findOnly(FieldName.TRACEPARENT);
            passed = field >= 0 && isValid(head.bytes, head.valueStart(field), head.valueEnd(field));
            if (passed) {
                bytes = head.bytes;
                id = Span.of(head.valueStart(field) + TRACE_ID, head.valueStart(field) + TRACE_ID_END);
            }
        }
        if (!passed && rules.startsTraces()) {
            start(ids);
        }
    }

    private void start(Ids ids) {
        if (made.length == 0) {
            made = new byte[Ids.TRACE_PARENT];
        }
        ids.traceParent(made);
        bytes = made;
        id = Span.of(TRACE_ID, TRACE_ID_END);
        started = true;
    }

    /**
     * Section 3.2.2: version, trace id, parent id and flags in lower-case hexadecimal digits, neither id all zeros. A
     * later version may have more behind another hyphen.
     */
    static boolean isValid(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length < Ids.TRACE_PARENT || !isHex(bytes, start, start + 2) || !isHyphen(bytes, start + 2)) {
            return false;
        }
        boolean first = bytes[start] == '0' && bytes[start + 1] == '0';
        boolean forbidden = bytes[start] == 'f' && bytes[start + 1] == 'f';
        boolean fits = length == Ids.TRACE_PARENT || (!first && isHyphen(bytes, start + Ids.TRACE_PARENT));
        return !forbidden
                && fits
                && isId(bytes, start + TRACE_ID, start + TRACE_ID_END)
                && isHyphen(bytes, start + TRACE_ID_END)
                && isId(bytes, start + PARENT_ID, start + PARENT_ID_END)
                && isHyphen(bytes, start + PARENT_ID_END)
                && isHex(bytes, start + FLAGS, start + Ids.TRACE_PARENT);
    }

    private static boolean isHyphen(byte[] bytes, int at) {
        return bytes[at] == '-';
    }

    private static boolean isId(byte[] bytes, int start, int end) {
        for (int at = start; at < end; at++) {
            if (bytes[at] != '0') {
                return isHex(bytes, start, end);
            }
        }
        return false;
    }

    private static boolean isHex(byte[] bytes, int start, int end) {
        for (int at = start; at < end; at++) {
            if (!Ascii.isDigit(bytes[at]) && (bytes[at] < 'a' || bytes[at] > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** Whether the request's own fields go on to the real server. */
    boolean isPassed() {
        return passed;
    }

    /** Writes the line of a trace that begins here. */
    void writeTo(HeadWriter out) {
        if (started) {
            out.append("traceparent: ").append(made).append("\r\n");
        }
    }

    /** The array in which {@link #id} stands. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the trace's 32 digits stand, {@link Span#NONE} where there is none. */
    long id() {
        return id;
    }
}
