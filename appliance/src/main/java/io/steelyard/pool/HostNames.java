package io.steelyard.pool;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The host names that a pool knows, each with a number from 0, found by the bytes of a request: letters of either case,
 * a trailing dot or none. One pass over the bytes, no string. Open addressing, at most half full; what clients send is
 * only looked up, never put in. Immutable.
 */
final class HostNames {
    /** The longest host name that DNS allows; a longer one is not known without a look. */
    private static final int MAX_LENGTH = 253;

    private static final int FNV_OFFSET = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;

    private final List<String> names;
    private final byte[] @Nullable [] keys;
    private final int[] numbers;
    private final int mask;
    /** Told apart before anything is looked at: most pools of a large configuration know no host name. */
    private final boolean none;

    /** The names as they are given, in their order, each once; lower case. */
    HostNames(Collection<String> given) {
        names = given.stream().map(HostNames::withoutDot).distinct().toList();
        int capacity = Integer.highestOneBit(Math.max(2, names.size())) * 4;
        keys = new byte[capacity][];
        numbers = new int[capacity];
        mask = capacity - 1;
        none = names.isEmpty();
        for (int number = 0; number < names.size(); number++) {
            put(names.get(number).getBytes(StandardCharsets.ISO_8859_1), number);
        }
    }

    private void put(byte[] key, int number) {
        int slot = hash(key, 0, key.length) & mask;
        while (keys[slot] != null) {
            slot = (slot + 1) & mask;
        }
        keys[slot] = key;
        numbers[slot] = number;
    }

    List<String> names() {
        return names;
    }

    /** The number of a host name that stands in these bytes, -1 where it is not known. */
    int find(byte[] bytes, int start, int end) {
        if (none) {
            return -1;
        }
        int last = end > start && bytes[end - 1] == '.' ? end - 1 : end;
        if (last <= start || last - start > MAX_LENGTH) {
            return -1;
        }
        int slot = hash(bytes, start, last) & mask;
        for (byte[] key = keys[slot]; key != null; key = keys[slot]) {
            if (same(key, bytes, start, last)) {
                return numbers[slot];
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    /** The number of a host name, -1 where it is not known. */
    int find(@Nullable String name) {
        if (name == null) {
            return -1;
        }
        byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return find(bytes, 0, bytes.length);
    }

    private static boolean same(byte[] key, byte[] bytes, int start, int end) {
        if (key.length != end - start) {
            return false;
        }
        for (int i = 0; i < key.length; i++) {
            if (key[i] != lower(bytes[start + i])) {
                return false;
            }
        }
        return true;
    }

    private static int hash(byte[] bytes, int start, int end) {
        int hash = FNV_OFFSET;
        for (int i = start; i < end; i++) {
            hash = (hash ^ lower(bytes[i])) * FNV_PRIME;
        }
        return hash ^ (hash >>> 16);
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
