package io.steelyard.pool.persistence;

import io.steelyard.pool.Members;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Every value that our cookie may have at present. A value is the first 128 bits of HMAC-SHA-256 over the virtual
 * service's name, a real server's name and the number of a stretch of time, written in 22 characters. So it says nothing
 * to a client, only who has the secret can make one, it ends by itself, and two appliances with the same secret
 * understand each other's. As there are only as many as real servers times stretches, all of them are worked out when a
 * stretch begins, and a request costs a look-up and no cryptography. Immutable.
 */
final class TokenBook {
    /** Into so many stretches a timeout is divided. */
    static final int STRETCHES = 8;
    /** What {@link #find} answers for a value that is not in the book. */
    static final long UNKNOWN = -1;

    static final int LENGTH = 22;
    private static final int BITS_PER_CHARACTER = 6;
    private static final int CHARACTERS_PER_LONG = LENGTH / 2;
    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGITS = digits();

    private final Members members;
    private final long stretch;
    /** The values of this stretch, of the one to come, which an appliance with a faster clock may give, and those before. */
    private final Stretch[] stretches;

    /** The values of one stretch, two longs for each real server, and where to find each: open addressing, half full. */
    private static final class Stretch {
        private final long number;
        private final long[] values;
        private final int[] slots;

        Stretch(long number, long[] values, int[] slots) {
            this.number = number;
            this.values = values;
            this.slots = slots;
        }

        int find(long high, long low) {
            int mask = slots.length - 1;
            for (int slot = (int) low & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
                int index = slots[slot] - 1;
                if (values[2 * index] == high && values[2 * index + 1] == low) {
                    return index;
                }
            }
            return -1;
        }
    }

    private TokenBook(Members members, long stretch, Stretch[] stretches) {
        this.members = members;
        this.stretch = stretch;
        this.stretches = stretches;
    }

    /**
     * The book of a stretch.
     *
     * @param before an older one, of which is used what still holds
     */
    static TokenBook of(Members members, String service, SecretKeySpec key, long stretch, @Nullable TokenBook before) {
        Stretch[] stretches = new Stretch[STRETCHES + 2];
        for (int back = 0; back < stretches.length; back++) {
            long number = stretch + 1 - back;
            Stretch known = before == null || before.members != members ? null : before.find(number);
            stretches[back] = known == null ? make(members, service, key, number) : known;
        }
        return new TokenBook(members, stretch, stretches);
    }

    private @Nullable Stretch find(long number) {
        for (Stretch present : stretches) {
            if (present.number == number) {
                return present;
            }
        }
        return null;
    }

    private static Stretch make(Members members, String service, SecretKeySpec key, long number) {
        int count = members.servers().size();
        long[] values = new long[2 * count];
        int[] slots = new int[Integer.highestOneBit(Math.max(1, count)) * 4];
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            for (int index = 0; index < count; index++) {
                String name = service + "\n" + members.servers().get(index).name() + "\n" + number;
                ByteBuffer digest = ByteBuffer.wrap(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
                values[2 * index] = digest.getLong();
                values[2 * index + 1] = digest.getLong();
                int slot = (int) values[2 * index + 1] & (slots.length - 1);
                while (slots[slot] != 0) {
                    slot = (slot + 1) & (slots.length - 1);
                }
                slots[slot] = index + 1;
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
        return new Stretch(number, values, slots);
    }

    boolean isOf(Members others, long number) {
        return members == others && stretch == number;
    }

    Members members() {
        return members;
    }

    /** The value that stands for this real server now. */
    String valueOf(int index) {
        long[] values = stretches[1].values;
        byte[] text = new byte[LENGTH];
        write(values[2 * index], text, 0);
        write(values[2 * index + 1], text, CHARACTERS_PER_LONG);
        return new String(text, StandardCharsets.US_ASCII);
    }

    /** The place of the real server that {@code bytes[start, end)} stands for, {@link #UNKNOWN} for anything else. */
    int serverOf(byte[] bytes, int start, int end) {
        return (int) find(bytes, start, end);
    }

    /** Whether {@code bytes[start, end)} is a value of this stretch or the one to come for this real server. */
    boolean isFresh(byte[] bytes, int start, int end, int server) {
        long found = find(bytes, start, end);
        return found != UNKNOWN && (int) found == server && found >>> Integer.SIZE < 2;
    }

    boolean isKnown(byte[] bytes, int start, int end, int server) {
        long found = find(bytes, start, end);
        return found != UNKNOWN && (int) found == server;
    }

    /** How many stretches it is old in the upper half, the real server's place in the lower. */
    private long find(byte[] bytes, int start, int end) {
        if (end - start != LENGTH || !isToken(bytes, start, end)) {
            return UNKNOWN;
        }
        long high = read(bytes, start);
        long low = read(bytes, start + CHARACTERS_PER_LONG);
        for (int age = 0; age < stretches.length; age++) {
            int index = stretches[age].find(high, low);
            if (index >= 0) {
                return ((long) age << Integer.SIZE) | index;
            }
        }
        return UNKNOWN;
    }

    private static boolean isToken(byte[] bytes, int start, int end) {
        for (int at = start; at < end; at++) {
            if (bytes[at] < 0 || DIGITS[bytes[at]] < 0) {
                return false;
            }
        }
        return true;
    }

    private static void write(long value, byte[] text, int at) {
        for (int i = 0; i < CHARACTERS_PER_LONG; i++) {
            int shift = BITS_PER_CHARACTER * (CHARACTERS_PER_LONG - 1 - i);
            text[at + i] = ALPHABET[(int) (value >>> shift) & 0x3f];
        }
    }

    private static long read(byte[] bytes, int at) {
        long value = 0;
        for (int i = 0; i < CHARACTERS_PER_LONG; i++) {
            value = (value << BITS_PER_CHARACTER) | DIGITS[bytes[at + i]];
        }
        return value;
    }

    private static byte[] digits() {
        byte[] digits = new byte[128];
        Arrays.fill(digits, (byte) -1);
        for (int i = 0; i < ALPHABET.length; i++) {
            digits[ALPHABET[i]] = (byte) i;
        }
        return digits;
    }
}
