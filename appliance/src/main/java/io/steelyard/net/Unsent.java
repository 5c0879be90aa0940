package io.steelyard.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link DirectConnection} has still to send.
 *
 * <p>Within a turn of the loop that is what was gathered of small pieces, and behind it perhaps a larger one; both lie in
 * memory of the loop's that is used again with the next turn. What the socket did not take is the backlog, in a buffer of
 * its own. While there is one, everything goes behind it. Holds no memory while there is nothing.
 */
final class Unsent {
    /** Pieces up to this size are gathered: copying them costs less than a system call of their own. */
    static final int SMALL = 4096;

    /** Bytes at which the connection is no longer writable, and at which it is again. */
    private static final int HIGH = 128 * 1024;

    private static final int LOW = 64 * 1024;

    /** A piece up to this size waits in place for the end of the turn; a larger one is worth being sent at once. */
    private static final int MOST_IN_PLACE = 32 * 1024;

    private final Loop loop;
    private final Socket socket;
    private @Nullable ByteBuf backlog;
    private boolean overHigh;

    /** In the loop's {@link GatherBuffer}. */
    private int gatheredAt;

    private int gatheredLength;

    /** In the loop's {@link ReceiveBuffer}. */
    private int pieceAt;

    private int pieceLength;

    Unsent(Loop loop, Socket socket) {
        this.loop = loop;
        this.socket = socket;
    }

    boolean isEmpty() {
        return waiting() == 0;
    }

    private int waiting() {
        return gatheredLength + pieceLength + (backlog == null ? 0 : backlog.readableBytes());
    }

    /** Whether so little waits that more may be added; once it is not, it must come down to half first. */
    boolean takesMore() {
        overHigh = waiting() >= (overHigh ? LOW : HIGH);
        return !overHigh;
    }

    /** Whether {@link #takesMore} last said no. */
    boolean saidNo() {
        return overHigh;
    }

    void add(byte[] from, int offset, int length) {
        int to = gather(length);
        if (to < 0) {
            backlog(length).writeBytes(from, offset, length);
        } else {
            loop.gathered().bytes().setBytes(to, from, offset, length);
        }
    }

    void add(ByteBuf data, int index, int length) {
        int to = gather(length);
        if (to < 0) {
            backlog(length).writeBytes(data, index, length);
        } else {
            loop.gathered().bytes().setBytes(to, data, index, length);
        }
    }

    /** Where among what is gathered this many bytes belong; -1 where they can't be there. */
    private int gather(int length) {
        if (backlog != null || pieceLength > 0) {
            return -1;
        }
        int begin = loop.gathered().extend(gatheredAt, gatheredLength, length);
        if (begin < 0) {
            return -1;
        }
        gatheredAt = begin;
        gatheredLength += length;
        return begin + gatheredLength - length;
    }

    /**
     * Has this piece wait for the end of the turn where the loop received it, so that it need not be copied.
     *
     * @return false where it can't, and nothing was added
     */
    boolean addInPlace(ByteBuf data, int index, int length) {
        boolean follows = pieceLength == 0 || index == pieceAt + pieceLength;
        if (backlog != null || !follows || pieceLength + length > MOST_IN_PLACE) {
            return false;
        }
        if (!loop.received().keep(data, index + length)) {
            return false;
        }
        if (pieceLength == 0) {
            pieceAt = index;
        }
        pieceLength += length;
        return true;
    }

    /** The backlog with room for more; what lies in the loop's memory becomes part of it. */
    private ByteBuf backlog(int more) {
        ByteBuf present = backlog;
        if (present == null) {
            int needed = gatheredLength + pieceLength + more;
            present = PooledByteBufAllocator.DEFAULT.directBuffer(Math.max(SMALL, needed));
            backlog = present;
        }
        if (gatheredLength > 0) {
            present.writeBytes(loop.gathered().bytes(), gatheredAt, gatheredLength);
            gatheredLength = 0;
        }
        if (pieceLength > 0) {
            present.writeBytes(loop.received().bytes(), pieceAt, pieceLength);
            pieceLength = 0;
        }
        return present;
    }

    /** Sends what waits; true when all of it went. */
    boolean send() throws IOException {
        if (pieceLength > 0) {
            int length = pieceLength;
            pieceLength = 0;
            return sendWith(loop.received().bytes(), pieceAt, length);
        }
        ByteBuf late = backlog;
        if (late != null) {
            sent(socket.sendAddress(late.memoryAddress(), late.readerIndex(), late.writerIndex()));
        } else if (gatheredLength > 0) {
            long address = loop.gathered().address();
            sent(socket.sendAddress(address, gatheredAt, gatheredAt + gatheredLength));
            if (gatheredLength > 0) {
                backlog(0);
            }
        }
        return isEmpty();
    }

    /**
     * Sends what waits and this piece behind it, in one system call and without copying.
     *
     * @return true when all of it went; else the rest waits
     */
    boolean sendWith(ByteBuf data, int index, int length) throws IOException {
        if (pieceLength > 0) {
            backlog(0);
        }
        int first = waiting();
        long taken = first == 0
                ? socket.sendAddress(data.memoryAddress(), index, index + length)
                : socket.writevAddresses(loop.pieces(firstAddress(), first, data.memoryAddress() + index, length), 2);
        sent((int) Math.min(taken, first));
        int ofPiece = (int) Math.max(0, taken - first);
        if (ofPiece == length) {
            return true;
        }
        backlog(length - ofPiece).writeBytes(data, index + ofPiece, length - ofPiece);
        return false;
    }

    private long firstAddress() {
        ByteBuf late = backlog;
        return late == null ? loop.gathered().address() + gatheredAt : late.memoryAddress() + late.readerIndex();
    }

    /** So many bytes of the backlog or, where there is none, of what was gathered are gone. */
    private void sent(int bytes) {
        ByteBuf late = backlog;
        if (late == null) {
            gatheredAt += bytes;
            gatheredLength -= bytes;
            return;
        }
        late.skipBytes(bytes);
        if (!late.isReadable()) {
            late.release();
            backlog = null;
        }
    }

    /** Throws away what waits. */
    void drop() {
        gatheredLength = 0;
        pieceLength = 0;
        if (backlog != null) {
            backlog.release();
            backlog = null;
        }
    }
}
