package io.steelyard.limit;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The tallies of clients by their address, in a table of a fixed size. Thread-safe, without a lock; looking up a client that
 * is known allocates nothing.
 *
 * <p>Each address has {@value #WAYS} neighbouring slots in which its tally may stand; which ones follows from a hash that
 * nobody outside knows, so nobody can aim at them. A new client takes a slot that is empty, or that of one whose tally says
 * no more than a new one would. Where there is none, which takes many more busy clients than the table was made for, the
 * client is not counted: a limit for each must not keep out those who have done nothing. How often that was the case is
 * counted.
 */
public final class ClientTable {
    private static final int WAYS = 8;
    /** As the first half of a key it stands for IPv4: no client has an IPv6 address that begins so. */
    private static final long IPV4 = -1;

    private final AtomicReferenceArray<@Nullable ClientTally> slots;
    private final int setMask;
    private final long seed;
    private final int ipv4Bits;
    private final int ipv6Bits;
    private final AtomicLong uncounted = new AtomicLong();

    /**
     * An empty table.
     *
     * @param clients how many it has room for; rounded up to a power of two
     * @param ipv4Bits how many leading bits of an IPv4 address make a client, 1–32
     * @param ipv6Bits the same for IPv6, 1–128
     * @param seed a random number
     */
    public ClientTable(int clients, int ipv4Bits, int ipv6Bits, long seed) {
        int sets = Integer.highestOneBit(Math.max(1, (clients - 1) / WAYS)) * (clients > WAYS ? 2 : 1);
        this.slots = new AtomicReferenceArray<>(sets * WAYS);
        this.setMask = sets - 1;
        this.seed = seed;
        this.ipv4Bits = ipv4Bits;
        this.ipv6Bits = ipv6Bits;
    }

    /** How many clients it has room for. */
    public int capacity() {
        return slots.length();
    }

    /** How often a client was not counted because there was no room. */
    public long uncounted() {
        return uncounted.get();
    }

    /** How many clients it knows. Looks at every slot. */
    public int size() {
        int known = 0;
        for (int i = 0; i < slots.length(); i++) {
            ClientTally tally = slots.get(i);
            known += tally != null && !tally.isGone() ? 1 : 0;
        }
        return known;
    }

    /**
     * The tally of the client with this address, a new one if it has none; null where there is no room for it.
     *
     * @param address 4 or 16 bytes
     */
    public @Nullable ClientTally tally(byte[] address, long nowNanos) {
        boolean v4 = address.length == 4;
        long high = v4 ? IPV4 : masked(word(address, 0), ipv6Bits);
        long low = v4 ? word(address, 0) & (-1L << (32 - ipv4Bits)) : masked(word(address, 8), ipv6Bits - Long.SIZE);
        int first = (int) (hash(high, low) & setMask) * WAYS;
        ClientTally known = find(first, high, low);
        return known != null ? known : add(first, high, low, nowNanos);
    }

    private @Nullable ClientTally find(int first, long high, long low) {
        for (int i = first; i < first + WAYS; i++) {
            ClientTally tally = slots.get(i);
            if (tally != null && tally.isOf(high, low)) {
                return tally;
            }
        }
        return null;
    }

    private @Nullable ClientTally add(int first, long high, long low, long nowNanos) {
        ClientTally fresh = new ClientTally(high, low, nowNanos);
        for (int i = first; i < first + WAYS; i++) {
            ClientTally before = slots.get(i);
            boolean free = before == null || before.isGone() || (before.isIdle(nowNanos) && before.retire());
            if (free && slots.compareAndSet(i, before, fresh)) {
                return onlyOne(first, fresh, high, low);
            }
        }
        uncounted.incrementAndGet();
        return null;
    }

    /** Two event loops may have added the same client at the same time; at least one of them sees the other's. */
    private ClientTally onlyOne(int first, ClientTally fresh, long high, long low) {
        for (int i = first; i < first + WAYS; i++) {
            ClientTally other = slots.get(i);
            if (other != null && other != fresh && other.isOf(high, low) && fresh.retire()) {
                return other;
            }
        }
        return fresh;
    }

    private long hash(long high, long low) {
        long mixed = (high ^ seed) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 32) ^ low) * 0xc4ceb9fe1a85ec53L;
        mixed = (mixed ^ (mixed >>> 29) ^ seed) * 0x9fb21c651e98df25L;
        return mixed ^ (mixed >>> 32);
    }

    /** The first {@code bits} of a word, all of it for 64 and more, none for 0 and less. */
    private static long masked(long word, int bits) {
        return bits <= 0 ? 0 : bits >= Long.SIZE ? word : word & (-1L << (Long.SIZE - bits));
    }

    /** Up to eight bytes from there, the first the highest. */
    private static long word(byte[] bytes, int from) {
        long word = 0;
        for (int i = from; i < Math.min(bytes.length, from + Long.BYTES); i++) {
            word = word << Byte.SIZE | (bytes[i] & 0xff);
        }
        return word;
    }
}
