package io.steelyard.pool;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A 64-bit hash of bytes as they lie in a request: the same on every machine, in every run and for every appliance, so
 * that two appliances send the same key to the same real server. Eight bytes a step, mixed at the end as MurmurHash3's
 * {@code fmix64} does. Allocates nothing. It is no secret: who wants to can find keys that hash alike.
 */
public final class KeyHash {
    /** What stands for "there is nothing to hash"; no hash has this value. */
    public static final long NONE = 0;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SEED = 0x9e3779b97f4a7c15L;
    private static final long FIRST = 0xc2b2ae3d27d4eb4fL;
    private static final long SECOND = 0x9fb21c651e98df25L;

    private KeyHash() {}

    /** Of {@code bytes[start, end)}; of no bytes at all too. */
    public static long of(byte[] bytes, int start, int end) {
        long hash = SEED ^ (end - start);
        int at = start;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = step(hash, (long) LONGS.get(bytes, at));
        }
        long rest = 0;
        for (int shift = 0; at < end; at++, shift += Byte.SIZE) {
            rest |= (bytes[at] & 0xffL) << shift;
        }
        return notNone(mix(step(hash, rest)));
    }

    /** The same with the letters A–Z taken as a–z. */
    public static long ofLowerCase(byte[] bytes, int start, int end) {
        long hash = SEED ^ (end - start);
        long part = 0;
        int shift = 0;
        for (int at = start; at < end; at++) {
            byte b = bytes[at];
            part |= ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) & 0xffL) << shift;
            shift += Byte.SIZE;
            if (shift == Long.SIZE) {
                hash = step(hash, part);
                part = 0;
                shift = 0;
            }
        }
        return notNone(mix(step(hash, part)));
    }

    /** Of an address's first {@code bits}: all addresses of one network hash alike. Takes no more bits than there are. */
    public static long ofPrefix(byte[] address, int bits) {
        long hash = SEED ^ address.length;
        int whole = Math.min(bits / Byte.SIZE, address.length);
        for (int at = 0; at < whole; at++) {
            hash = step(hash, address[at]);
        }
        int rest = bits % Byte.SIZE;
        if (whole < address.length && rest > 0) {
            hash = step(hash, address[whole] & (0xff00 >> rest) & 0xff);
        }
        return notNone(mix(hash));
    }

    /** Spreads a number over all 64 bits, one to one. */
    static long mix(long number) {
        long mixed = number;
        mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    private static long step(long hash, long part) {
        return Long.rotateLeft(hash ^ (part * FIRST), 29) * SECOND;
    }

    private static long notNone(long hash) {
        return hash == NONE ? 1 : hash;
    }
}
