package io.steelyard.l7;

import io.netty.buffer.ByteBuf;
import io.steelyard.net.Connection;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds the end of a message's body while passing its bytes on, and passes on nothing that was not understood. The
 * bytes are never copied: what goes out are slices of what came in.
 */
final class BodyReader {
    /** How the body's length is told by whom it comes from. */
    enum Framing {
        NONE,
        LENGTH,
        CHUNKED,
        /** It ends when the connection does; responses only. */
        UNTIL_CLOSE
    }

    /** How it is told to whom it goes. */
    enum Output {
        /** As it came. */
        SAME,
        /** Its content alone: for receivers that know no chunks. */
        CONTENT,
        /** In chunks of our making: for what came without a length. */
        CHUNKS
    }

    enum Progress {
        MORE,
        COMPLETE,
        /** It breaks the rules of its framing; nothing after it can be trusted. */
        BROKEN
    }

    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private Framing framing = Framing.NONE;
    private Output output = Output.SAME;
    private long remaining;
    private long received;
    private @Nullable ChunkReader chunks;

    /** Begins a body. */
    void begin(Framing itsFraming, long length, Output itsOutput) {
        framing = itsFraming;
        output = itsOutput;
        remaining = length;
        received = 0;
        if (framing == Framing.CHUNKED) {
            if (chunks == null) {
                chunks = new ChunkReader();
            }
            chunks.reset();
        }
    }

    /** Whether there is nothing to read at all. */
    boolean isEmpty() {
        return framing == Framing.NONE || (framing == Framing.LENGTH && remaining == 0 && received == 0);
    }

    Framing framing() {
        return framing;
    }

    /** Bytes read so far, framing included. */
    long received() {
        return received;
    }

    /** Reads from the buffer up to the body's end and not one byte further. */
    Progress feed(ByteBuf data, Connection to) {
        int before = data.readerIndex();
        Progress progress = switch (framing) {
            case NONE -> Progress.COMPLETE;
            case LENGTH -> feedLength(data, to);
            case CHUNKED -> chunks().feed(data, to, output == Output.CONTENT);
            case UNTIL_CLOSE -> feedUntilClose(data, to);
        };
        received += data.readerIndex() - before;
        return progress;
    }

    /** The sender ended its direction; completes the bodies that end that way. */
    Progress end(Connection to) {
        if (framing != Framing.UNTIL_CLOSE) {
            return Progress.BROKEN;
        }
        if (output == Output.CHUNKS) {
            to.write(LAST_CHUNK, 0, LAST_CHUNK.length);
        }
        return Progress.COMPLETE;
    }

    private ChunkReader chunks() {
        if (chunks == null) {
            throw new IllegalStateException("a chunked body was not begun");
        }
        return chunks;
    }

    private Progress feedLength(ByteBuf data, Connection to) {
        int taken = (int) Math.min(remaining, data.readableBytes());
        if (taken > 0) {
            to.write(data, data.readerIndex(), taken);
        }
        data.skipBytes(taken);
        remaining -= taken;
        return remaining == 0 ? Progress.COMPLETE : Progress.MORE;
    }

    private Progress feedUntilClose(ByteBuf data, Connection to) {
        int taken = data.readableBytes();
        if (taken == 0) {
            return Progress.MORE;
        }
        if (output == Output.CHUNKS) {
            byte[] size = (Integer.toHexString(taken) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            to.write(size, 0, size.length);
        }
        to.write(data, data.readerIndex(), taken);
        data.skipBytes(taken);
        if (output == Output.CHUNKS) {
            to.write(LINE_END, 0, LINE_END.length);
        }
        return Progress.MORE;
    }
}
