package io.steelyard.l7;

import io.steelyard.pool.Span;

/** Where the parts of a request stand that scheduling and persistence go by. Each is looked for when it is asked for. */
final class RequestParts {
    private RequestParts() {}

    /** The request's line without its end, as it came: also where it is at fault, or its end did not come. */
    static long line(Head head) {
        int start = head.start;
        while (start < head.length && isLineEnd(head.bytes[start])) {
            start++;
        }
        int end = Math.max(start, head.targetEnd);
        while (end < head.length && !isLineEnd(head.bytes[end])) {
            end++;
        }
        return start == end ? Span.NONE : Span.of(start, end);
    }

    private static boolean isLineEnd(byte b) {
        return b == '\r' || b == '\n';
    }

    static long method(Head head) {
        return head.methodEnd <= head.start ? Span.NONE : Span.of(head.start, head.methodEnd);
    }

    static long target(Head head) {
        return head.targetEnd <= head.targetStart ? Span.NONE : Span.of(head.targetStart, head.targetEnd);
    }

    static long version(Head head) {
        long line = head.targetEnd == 0 ? Span.NONE : line(head);
        int start = head.targetEnd + 1;
        return line == Span.NONE || start >= Span.end(line) ? Span.NONE : Span.of(start, Span.end(line));
    }

    static long path(Head head) {
        int start = start(head);
        return Span.of(start, questionMark(head, start));
    }

    static long query(Head head) {
        int mark = questionMark(head, start(head));
        return mark == head.targetEnd ? Span.NONE : Span.of(mark + 1, head.targetEnd);
    }

    private static int start(Head head) {
        return head.hasAuthority() ? head.authorityEnd : head.targetStart;
    }

    private static int questionMark(Head head, int from) {
        return indexOf(head.bytes, '?', from, head.targetEnd);
    }

    /** The value of the first item of this name: {@code name=value}, items parted by ampersands, as it is written. */
    static long queryItem(Head head, byte[] name) {
        long query = query(head);
        return query == Span.NONE ? Span.NONE : pair(head.bytes, Span.start(query), Span.end(query), '&', name);
    }

    /** The value of the first field of this name, which must be in lower case. */
    static long field(Head head, byte[] name) {
        for (int field = 0; field < head.fieldCount(); field++) {
            if (isNamed(head, field, name)) {
                return Span.of(head.valueStart(field), head.valueEnd(field));
            }
        }
        return Span.NONE;
    }

    /** The value of the first cookie of this name (RFC 6265 section 4.2.1); a Cookie field may come several times. */
    static long cookie(Head head, byte[] name) {
        for (int field = 0; field < head.fieldCount(); field++) {
            if (head.name(field) == FieldName.COOKIE) {
                long value = pair(head.bytes, head.valueStart(field), head.valueEnd(field), ';', name);
                if (value != Span.NONE) {
                    return value;
                }
            }
        }
        return Span.NONE;
    }

    /** Whether the field has this name, which must be in lower case. */
    static boolean isNamed(Head head, int field, byte[] name) {
        int start = head.nameStart(field);
        if (head.nameEnd(field) - start != name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (Ascii.lower(head.bytes[start + i]) != name[i]) {
                return false;
            }
        }
        return true;
    }

    /** The value behind {@code name=} in a list of such pairs, without spaces in front. */
    private static long pair(byte[] bytes, int start, int end, char separator, byte[] name) {
        int at = start;
        while (at < end) {
            while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
                at++;
            }
            int stop = indexOf(bytes, separator, at, end);
            int value = at + name.length + 1;
            if (value <= stop && bytes[value - 1] == '=' && startsWith(bytes, at, name)) {
                return Span.of(value, withoutSpaces(bytes, value, stop));
            }
            at = stop + 1;
        }
        return Span.NONE;
    }

    private static int withoutSpaces(byte[] bytes, int start, int end) {
        int last = end;
        while (last > start && (bytes[last - 1] == ' ' || bytes[last - 1] == '\t')) {
            last--;
        }
        return last;
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] name) {
        for (int i = 0; i < name.length; i++) {
            if (bytes[at + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(byte[] bytes, char sought, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != sought) {
            at++;
        }
        return at;
    }
}
