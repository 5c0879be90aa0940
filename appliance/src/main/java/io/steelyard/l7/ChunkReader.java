package io.steelyard.l7;

import io.netty.buffer.ByteBuf;
import io.steelyard.l7.BodyReader.Progress;
import io.steelyard.net.Connection;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the chunked coding (RFC 9112 section 7.1) byte by byte where it is framing and in one step where it is content.
 * Extensions are checked, counted and left out; trailers are checked and passed on. What goes out is a run of what came
 * in, interrupted only where an extension was left out.
 */
final class ChunkReader {
    private enum State {
        SIZE_FIRST,
        SIZE,
        /** White space after the size: only an extension may follow. */
        BEFORE_EXTENSION,
        EXTENSION_NAME_FIRST,
        EXTENSION_NAME,
        AFTER_EXTENSION_NAME,
        EXTENSION_VALUE_FIRST,
        EXTENSION_TOKEN,
        EXTENSION_QUOTED,
        EXTENSION_QUOTED_PAIR,
        AFTER_EXTENSION,
        SIZE_LF,
        CONTENT,
        CONTENT_CR,
        CONTENT_LF,
        TRAILER_FIRST,
        LAST_LF,
        TRAILERS,
        BROKEN
    }

    /** Digits of a chunk's size, leading zeros included; 15 of them that count stay below 2^60. */
    private static final int MAX_DIGITS = 16;

    private static final long MAX_SIZE = 1L << 60;

    /** Bytes of extensions in one whole body. */
    private static final int MAX_EXTENSIONS = 4096;

    private static final int MAX_TRAILER_BYTES = 8192;
    private static final int MAX_TRAILER_FIELDS = 50;
    private static final byte[] COLON = ": ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private State state = State.SIZE_FIRST;
    private long size;
    private int digits;
    private int extensionBytes;
    private @Nullable HeadParser trailerParser;
    private @Nullable Head trailers;

    void reset() {
        state = State.SIZE_FIRST;
        size = 0;
        digits = 0;
        extensionBytes = 0;
        trailerParser = null;
        trailers = null;
    }

    /** Reads up to the body's end; {@code contentOnly} leaves the framing out of what is passed on. */
    Progress feed(ByteBuf data, Connection to, boolean contentOnly) {
        int end = data.writerIndex();
        int at = data.readerIndex();
        // Framing waits here to be passed on together with what follows it; -1 while an extension is left out.
        int run = isInExtension() || contentOnly ? -1 : at;
        while (at < end) {
            if (state == State.CONTENT) {
                int taken = (int) Math.min(size, end - at);
                if (contentOnly) {
                    to.write(data, at, taken);
                }
                at += taken;
                size -= taken;
                if (size == 0) {
                    state = State.CONTENT_CR;
                }
                continue;
            }
            if (state == State.TRAILERS) {
                pass(data, to, run, at);
                data.readerIndex(at);
                return feedTrailers(data, to, contentOnly);
            }
            boolean before = isInExtension();
            byte b = data.getByte(at);
            State next = next(b);
            if (next == State.BROKEN) {
                state = next;
                return Progress.BROKEN;
            }
            state = next;
            if (isInExtension() && !before) {
                pass(data, to, run, at);
                run = -1;
            } else if (before && state == State.SIZE_LF && !contentOnly) {
                run = at;
            }
            if (state != State.TRAILERS) {
                at++;
            }
            if (state == State.LAST_LF && b == Ascii.LF) {
                pass(data, to, run, at);
                data.readerIndex(at);
                return Progress.COMPLETE;
            }
        }
        pass(data, to, run, at);
        data.readerIndex(at);
        return Progress.MORE;
    }

    private static void pass(ByteBuf data, Connection to, int from, int until) {
        if (from >= 0 && until > from) {
            to.write(data, from, until - from);
        }
    }

    private boolean isInExtension() {
        return state.compareTo(State.BEFORE_EXTENSION) >= 0 && state.compareTo(State.AFTER_EXTENSION) <= 0;
    }

    private State next(byte b) {
        return switch (state) {
            case SIZE_FIRST -> {
                size = 0;
                digits = 0;
                yield digit(b);
            }
            case SIZE -> Ascii.hex(b) >= 0 ? digit(b) : afterSize(b);
            case BEFORE_EXTENSION,
                    EXTENSION_NAME_FIRST,
                    EXTENSION_NAME,
                    AFTER_EXTENSION_NAME,
                    EXTENSION_VALUE_FIRST,
                    EXTENSION_TOKEN,
                    EXTENSION_QUOTED,
                    EXTENSION_QUOTED_PAIR,
                    AFTER_EXTENSION -> ++extensionBytes > MAX_EXTENSIONS ? State.BROKEN : extension(b);
            case SIZE_LF -> b != Ascii.LF ? State.BROKEN : size == 0 ? State.TRAILER_FIRST : State.CONTENT;
            case CONTENT_CR -> b == Ascii.CR ? State.CONTENT_LF : State.BROKEN;
            case CONTENT_LF -> b == Ascii.LF ? State.SIZE_FIRST : State.BROKEN;
            case TRAILER_FIRST -> b == Ascii.CR ? State.LAST_LF : State.TRAILERS;
            case LAST_LF -> b == Ascii.LF ? State.LAST_LF : State.BROKEN;
            case CONTENT, TRAILERS, BROKEN -> State.BROKEN;
        };
    }

    private State digit(byte b) {
        int value = Ascii.hex(b);
        if (value < 0 || ++digits > MAX_DIGITS) {
            return State.BROKEN;
        }
        size = size << 4 | value;
        return size < 0 || size >= MAX_SIZE ? State.BROKEN : State.SIZE;
    }

    private static State afterSize(byte b) {
        return switch (b) {
            case Ascii.CR -> State.SIZE_LF;
            case ';' -> State.EXTENSION_NAME_FIRST;
            case Ascii.SP, Ascii.TAB -> State.BEFORE_EXTENSION;
            default -> State.BROKEN;
        };
    }

    private State extension(byte b) {
        boolean space = b == Ascii.SP || b == Ascii.TAB;
        return switch (state) {
            case BEFORE_EXTENSION -> space ? state : b == ';' ? State.EXTENSION_NAME_FIRST : State.BROKEN;
            case EXTENSION_NAME_FIRST -> space ? state : Ascii.isToken(b) ? State.EXTENSION_NAME : State.BROKEN;
            case EXTENSION_NAME -> Ascii.isToken(b) ? state : afterExtensionName(b, space);
            case AFTER_EXTENSION_NAME ->
                space ? state : b == '=' || b == ';' ? afterExtensionName(b, false) : State.BROKEN;
            case EXTENSION_VALUE_FIRST ->
                space
                        ? state
                        : b == '"' ? State.EXTENSION_QUOTED : Ascii.isToken(b) ? State.EXTENSION_TOKEN : State.BROKEN;
            case EXTENSION_TOKEN -> Ascii.isToken(b) ? state : afterExtensionValue(b, space);
            case EXTENSION_QUOTED ->
                b == '"'
                        ? State.AFTER_EXTENSION
                        : b == '\\' ? State.EXTENSION_QUOTED_PAIR : Ascii.isValue(b) ? state : State.BROKEN;
            case EXTENSION_QUOTED_PAIR -> Ascii.isValue(b) ? State.EXTENSION_QUOTED : State.BROKEN;
            default -> afterExtensionValue(b, space);
        };
    }

    private static State afterExtensionName(byte b, boolean space) {
        return b == '='
                ? State.EXTENSION_VALUE_FIRST
                : space ? State.AFTER_EXTENSION_NAME : afterExtensionValue(b, false);
    }

    private static State afterExtensionValue(byte b, boolean space) {
        if (space) {
            return State.BEFORE_EXTENSION;
        }
        return b == ';' ? State.EXTENSION_NAME_FIRST : b == Ascii.CR ? State.SIZE_LF : State.BROKEN;
    }

    private Progress feedTrailers(ByteBuf data, Connection to, boolean contentOnly) {
        if (trailerParser == null || trailers == null) {
            trailers = new Head();
            trailerParser = HeadParser.ofTrailers(trailers, MAX_TRAILER_BYTES, MAX_TRAILER_FIELDS);
        }
        HeadParser.Progress progress = trailerParser.feed(data);
        if (progress == HeadParser.Progress.MORE) {
            return Progress.MORE;
        }
        if (progress == HeadParser.Progress.REFUSED || hasForbidden(trailers)) {
            state = State.BROKEN;
            return Progress.BROKEN;
        }
        if (!contentOnly) {
            writeTrailers(trailers, to);
        }
        return Progress.COMPLETE;
    }

    private static boolean hasForbidden(Head trailers) {
        for (int field = 0; field < trailers.fieldCount(); field++) {
            if (trailers.name(field).isForbiddenInTrailers()) {
                return true;
            }
        }
        return false;
    }

    private static void writeTrailers(Head trailers, Connection to) {
        for (int field = 0; field < trailers.fieldCount(); field++) {
            to.write(trailers.bytes, trailers.nameStart(field), trailers.nameEnd(field) - trailers.nameStart(field));
            to.write(COLON, 0, COLON.length);
            to.write(trailers.bytes, trailers.valueStart(field), trailers.valueEnd(field) - trailers.valueStart(field));
            to.write(LINE_END, 0, LINE_END.length);
        }
        to.write(LINE_END, 0, LINE_END.length);
    }
}
