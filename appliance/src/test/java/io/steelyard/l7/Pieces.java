package io.steelyard.l7;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Bytes as a network may cut them into pieces. */
final class Pieces {
    private static final int SHORT = 600;

    private final String name;
    private final byte[] bytes;
    private final int[] cuts;

    Pieces(String name, byte[] bytes, int... cuts) {
        this.name = name;
        this.bytes = bytes;
        this.cuts = cuts;
    }

    String name() {
        return name;
    }

    /** All at once, byte by byte, in pieces of several sizes, and for short ones in two at every place. */
    static List<Pieces> of(byte[] bytes) {
        List<Pieces> all = new ArrayList<>();
        all.add(new Pieces("whole", bytes));
        for (int size : new int[] {1, 2, 7, 1024, 2048, 5000}) {
            if (size < bytes.length) {
                all.add(new Pieces("pieces of " + size, bytes, every(size, bytes.length)));
            }
        }
        for (int cut = 1; cut < bytes.length && bytes.length <= SHORT; cut++) {
            all.add(new Pieces("cut at " + cut, bytes, cut));
        }
        return all;
    }

    /** All at once, byte by byte, and cut at random. */
    static List<Pieces> some(byte[] bytes, SplittableRandom random) {
        int[] cuts = bytes.length == 0
                ? new int[0]
                : random.ints(random.nextInt(6), 0, bytes.length + 1).sorted().toArray();
        return List.of(
                new Pieces("whole", bytes),
                new Pieces("byte by byte", bytes, every(1, bytes.length)),
                new Pieces("cut at " + Arrays.toString(cuts), bytes, cuts));
    }

    private static int[] every(int size, int length) {
        int[] cuts = new int[Math.max(0, (length - 1) / size)];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = (i + 1) * size;
        }
        return cuts;
    }

    /** What takes bytes and says whether it wants more. */
    interface Taker {
        boolean take(ByteBuf piece);
    }

    /** Hands over piece by piece until the taker has enough; how many bytes it took. */
    int feed(Taker taker) {
        int taken = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int from = i == 0 ? 0 : cuts[i - 1];
            int to = i == cuts.length ? bytes.length : cuts[i];
            // A copy with something around it, as received buffers have.
            ByteBuf piece = Unpooled.buffer(to - from + 3).writeBytes(new byte[3]);
            piece.writeBytes(bytes, from, to - from).readerIndex(3);
            boolean more = taker.take(piece);
            taken += piece.readerIndex() - 3;
            if (!more) {
                return taken;
            }
            if (piece.isReadable()) {
                throw new AssertionError("it wants more and did not take all that it was given");
            }
        }
        return taken;
    }

    @Override
    public String toString() {
        return name;
    }
}
