package io.steelyard.l7;

import static io.steelyard.l7.Ascii.CR;
import static io.steelyard.l7.Ascii.LF;
import static io.steelyard.l7.Ascii.SP;
import static io.steelyard.l7.Ascii.TAB;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of a request or a response into a {@link Head}, strictly: what RFC 9112 leaves to the recipient's
 * leniency is refused here, because two parties that are lenient in different ways can be played against each other.
 * Lines end with CR LF and nothing else, no line is folded, a name touches its colon, a value holds no control
 * character but tab.
 *
 * <p>Bytes may come in any pieces. They are copied into the head once, a line is parsed when all of it is there, and no
 * byte is looked at more than twice, however small the pieces. A line is judged from left to right, so that what is
 * found at fault does not depend on the pieces either. What a field means for the message's framing and fate is
 * {@link FieldRules}' to say, which are asked field by field while the bytes are warm.
 *
 * <p>Holds the place in one message; reused after {@link #reset}. Not thread-safe.
 */
final class HeadParser {
    /** Copied out of the received buffer at a time: a usual head at once, and not much of a body with it. */
    private static final int STEP = 2048;

    /** Empty lines allowed before a request (RFC 9112 section 2.2 asks for at least one). */
    private static final int EMPTY_LINES = 8;

    private static final byte[] VERSION = "HTTP/1.1".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION_LENGTH = 8;
    private static final int STATUS_DIGITS = 3;

    /** Targets up to this long are taken; RFC 9112 section 3 wants at least 8,000. */
    static final int MAX_TARGET = 16 * 1024;

    enum Progress {
        /** The head is not complete yet. */
        MORE,
        COMPLETE,
        /** It can't become a message; {@link #fault} says why. */
        REFUSED
    }

    private enum Kind {
        REQUEST,
        RESPONSE,
        /** Fields behind a chunked body: no first line. */
        TRAILERS
    }

    private final Kind kind;
    private final int maxBytes;
    private final int maxFields;
    private final Head head;

    private boolean firstLineDone;
    private int emptyLines;

    /** Where the next line begins. */
    private int position;

    private boolean takesConnect;
    private @Nullable HeadFault fault;

    private HeadParser(Kind kind, Head head, int maxBytes, int maxFields) {
        this.kind = kind;
        this.head = head;
        this.maxBytes = maxBytes;
        this.maxFields = maxFields;
    }

    static HeadParser ofRequests(Head head, int maxBytes, int maxFields) {
        return new HeadParser(Kind.REQUEST, head, maxBytes, maxFields);
    }

    static HeadParser ofResponses(Head head, int maxBytes, int maxFields) {
        return new HeadParser(Kind.RESPONSE, head, maxBytes, maxFields);
    }

    static HeadParser ofTrailers(Head head, int maxBytes, int maxFields) {
        HeadParser parser = new HeadParser(Kind.TRAILERS, head, maxBytes, maxFields);
        parser.firstLineDone = true;
        return parser;
    }

    void reset() {
        head.clear();
        firstLineDone = kind == Kind.TRAILERS;
        emptyLines = 0;
        position = 0;
        fault = null;
    }

    /** Whether CONNECT requests are taken; they are not unless this is said. */
    void takesConnect(boolean doesIt) {
        takesConnect = doesIt;
    }

    /** Whether any byte of a head has come. */
    boolean hasBegun() {
        return head.length > 0;
    }

    @Nullable
    HeadFault fault() {
        return fault;
    }

    /** Takes bytes from the buffer up to the head's end and not one further. */
    Progress feed(ByteBuf data) {
        while (fault == null && data.isReadable()) {
            int before = head.length;
            int taken = Math.min(data.readableBytes(), Math.min(STEP, maxBytes - before));
            head.reserve(taken);
            data.readBytes(head.bytes, before, taken);
            head.length = before + taken;
            boolean full = head.length == maxBytes;
            if (before > position && !full && !hasLineEnd(before)) {
                continue; // the line that was incomplete still is: nothing to parse again
            }
            if (parseLines()) {
                data.readerIndex(data.readerIndex() - (head.length - position));
                head.length = position;
                return finish();
            }
            if (full && fault == null) {
                fault = tooLarge();
            }
        }
        return fault == null ? Progress.MORE : Progress.REFUSED;
    }

    private HeadFault tooLarge() {
        return kind == Kind.REQUEST && !firstLineDone ? HeadFault.TARGET_TOO_LONG : HeadFault.TOO_LARGE;
    }

    private boolean hasLineEnd(int from) {
        for (int i = from; i < head.length; i++) {
            if (head.bytes[i] == LF) {
                return true;
            }
        }
        return false;
    }

    /** Parses every complete line; true when the one that ends the head was among them. */
    private boolean parseLines() {
        byte[] bytes = head.bytes;
        int end = head.length;
        while (position < end && fault == null) {
            if (bytes[position] == CR) {
                if (position + 1 >= end) {
                    return false;
                }
                if (bytes[position + 1] != LF) {
                    fault = HeadFault.BAD_LINE_END;
                    return false;
                }
                position += 2;
                if (firstLineDone) {
                    return true;
                }
                if (kind != Kind.REQUEST || ++emptyLines > EMPTY_LINES) {
                    fault = badFirstLine();
                }
                continue;
            }
            boolean parsed = firstLineDone
                    ? parseField(bytes, end)
                    : kind == Kind.REQUEST ? parseRequestLine(bytes, end) : parseStatusLine(bytes, end);
            if (!parsed) {
                return false;
            }
        }
        return false;
    }

    /** True when a whole line was parsed; false when more bytes are needed or it is at fault. */
    private boolean parseField(byte[] bytes, int end) {
        int start = position;
        if (bytes[start] == SP || bytes[start] == TAB) {
            return fail(HeadFault.FOLDED_FIELD);
        }
        int at = start;
        while (at < end && Ascii.isToken(bytes[at])) {
            at++;
        }
        if (at == end) {
            return false;
        }
        if (bytes[at] != ':' || at == start) {
            return fail(bytes[at] == LF ? HeadFault.BAD_LINE_END : HeadFault.BAD_FIELD_NAME);
        }
        int nameEnd = at++;
        while (at < end && (bytes[at] == SP || bytes[at] == TAB)) {
            at++;
        }
        int valueStart = at;
        at = Ascii.endOfValue(bytes, at, end);
        if (!endsHere(bytes, at, end, HeadFault.BAD_FIELD_VALUE)) {
            return false;
        }
        if (head.fieldCount() >= maxFields) {
            return fail(HeadFault.TOO_MANY_FIELDS);
        }
        int valueEnd = at;
        while (valueEnd > valueStart && (bytes[valueEnd - 1] == SP || bytes[valueEnd - 1] == TAB)) {
            valueEnd--;
        }
        position = at + 2;
        FieldName name = FieldName.find(bytes, start, nameEnd);
        head.addField(name, start, nameEnd, valueStart, valueEnd);
        if (name == FieldName.OTHER || kind == Kind.TRAILERS) {
            return true;
        }
        fault = FieldRules.take(head, name, valueStart, valueEnd, kind == Kind.REQUEST);
        return fault == null;
    }

    private boolean parseRequestLine(byte[] bytes, int end) {
        int start = position;
        int at = start;
        while (at < end && Ascii.isToken(bytes[at])) {
            at++;
        }
        if (at < end && (bytes[at] != SP || at == start)) {
            return fail(HeadFault.BAD_REQUEST_LINE);
        }
        int methodEnd = at++;
        int targetStart = at;
        while (at < end && Ascii.isTarget(bytes[at])) {
            at++;
        }
        if (at - targetStart > MAX_TARGET) {
            return fail(HeadFault.TARGET_TOO_LONG);
        }
        if (at >= end) {
            return false;
        }
        if (bytes[at] != SP || at == targetStart) {
            return fail(bytes[at] == '#' ? HeadFault.BAD_TARGET : HeadFault.BAD_REQUEST_LINE);
        }
        int targetEnd = at++;
        if (!parseVersion(bytes, at, end)) {
            return false;
        }
        at += VERSION_LENGTH;
        if (!endsHere(bytes, at, end, HeadFault.BAD_REQUEST_LINE)) {
            return false;
        }
        head.start = start;
        head.methodEnd = methodEnd;
        head.targetStart = targetStart;
        head.targetEnd = targetEnd;
        position = at + 2;
        firstLineDone = true;
        fault = RequestTarget.check(head, takesConnect);
        return fault == null;
    }

    private boolean parseStatusLine(byte[] bytes, int end) {
        int start = position;
        if (!parseVersion(bytes, start, end)) {
            return false;
        }
        int at = start + VERSION_LENGTH;
        if (at < end && bytes[at] != SP) {
            return fail(HeadFault.BAD_STATUS_LINE);
        }
        int status = 0;
        for (at++; at <= start + VERSION_LENGTH + STATUS_DIGITS; at++) {
            if (at >= end) {
                return false;
            }
            if (!Ascii.isDigit(bytes[at])) {
                return fail(HeadFault.BAD_STATUS_LINE);
            }
            status = status * 10 + (bytes[at] - '0');
        }
        if (status < 100) {
            return fail(HeadFault.BAD_STATUS_LINE);
        }
        int reasonStart = at;
        // The space before an empty reason is often forgotten, and nothing hangs on it.
        while (at < end && Ascii.isValue(bytes[at]) && (bytes[at] == SP || at > reasonStart)) {
            at++;
        }
        if (!endsHere(bytes, at, end, HeadFault.BAD_STATUS_LINE)) {
            return false;
        }
        head.start = start;
        head.status = status;
        head.reasonStart = reasonStart;
        head.reasonEnd = at;
        position = at + 2;
        firstLineDone = true;
        return true;
    }

    /** Reads the eight bytes {@code HTTP/1.x} as far as they are there; true when all are and it is a version of ours. */
    private boolean parseVersion(byte[] bytes, int at, int end) {
        int there = Math.min(VERSION_LENGTH, end - at);
        for (int i = 0; i < there; i++) {
            byte b = bytes[at + i];
            boolean wellFormed = (i == 5 || i == 7) ? Ascii.isDigit(b) : b == VERSION[i];
            if (!wellFormed) {
                return fail(badFirstLine());
            }
        }
        if (there < VERSION_LENGTH) {
            return false;
        }
        if (bytes[at + 5] != '1') {
            return fail(HeadFault.BAD_VERSION);
        }
        head.minorVersion = bytes[at + 7] == '0' ? 0 : 1;
        return true;
    }

    /** Whether the line ends at {@code at}: false also when that can't be told yet. */
    private boolean endsHere(byte[] bytes, int at, int end, HeadFault otherwise) {
        if (at >= end) {
            return false;
        }
        if (bytes[at] != CR) {
            return fail(bytes[at] == LF ? HeadFault.BAD_LINE_END : otherwise);
        }
        if (at + 1 >= end) {
            return false;
        }
        return bytes[at + 1] == LF || fail(HeadFault.BAD_LINE_END);
    }

    private HeadFault badFirstLine() {
        return kind == Kind.REQUEST ? HeadFault.BAD_REQUEST_LINE : HeadFault.BAD_STATUS_LINE;
    }

    private boolean fail(HeadFault why) {
        fault = why;
        return false;
    }

    private Progress finish() {
        fault = switch (kind) {
            case REQUEST -> FieldRules.completeRequest(head);
            case RESPONSE -> FieldRules.completeResponse(head);
            case TRAILERS -> null;
        };
        return fault == null ? Progress.COMPLETE : Progress.REFUSED;
    }
}
