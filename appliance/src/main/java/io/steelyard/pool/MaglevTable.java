package io.steelyard.pool;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;

/**
 * Which candidate a key belongs to: each candidate owns places of a table in proportion to its weight, and when a
 * candidate goes, hardly any place changes hands except its own.
 *
 * <p>This is the lookup table of Maglev (Eisenbud and others, "Maglev: A Fast and Reliable Software Network Load
 * Balancer", NSDI 2016, section 3.4), with weights as Envoy has them: every candidate has an order of preference over
 * all places that follows from its name alone, and they take turns, each taking the next free place that it likes best.
 * A candidate of half the weight has its turn half as often. A key costs one remainder and one read.
 *
 * <p>The table has a prime number of places, {@value #PLACES_PER_CANDIDATE} for each candidate: with fewer, more places
 * change hands without need when a candidate goes (of 20, with 100 places each 7.6 % instead of 5, with 800 each 5.9 %).
 * Large pools have fewer each. It is filled when a health change makes new candidates, which takes 20 of them one or two
 * milliseconds. Immutable.
 */
final class MaglevTable {
    static final int PLACES_PER_CANDIDATE = 800;
    /** From here on places are saved, down to an eighth for each. */
    private static final int MANY_PLACES = 65521;

    /** Primes, each about double the one before. */
    private static final int[] SIZES = {1021, 2039, 4093, 8191, 16381, 32749, 65521, 131071, 262139, 524287, 1048573};

    private static final char FREE = Character.MAX_VALUE;

    /** The number of the candidate that owns each place; a pool has fewer than 65535. */
    private final char[] owners;

    /** @param candidates at least one */
    MaglevTable(Candidates candidates) {
        int size = size(candidates.size());
        owners = new char[size];
        Arrays.fill(owners, FREE);
        int count = candidates.size();
        long[] next = new long[count];
        long[] skip = new long[count];
        for (int i = 0; i < count; i++) {
            byte[] name = candidates.server(i).name().getBytes(StandardCharsets.UTF_8);
            long hash = KeyHash.of(name, 0, name.length);
            next[i] = (hash >>> 1) % size;
            skip[i] = (KeyHash.mix(hash + 1) >>> 1) % (size - 1) + 1;
        }
        fill(candidates, next, skip);
    }

    private void fill(Candidates candidates, long[] next, long[] skip) {
        double[] due = new double[next.length];
        PriorityQueue<Integer> turns = new PriorityQueue<>(
                Comparator.<Integer>comparingDouble(i -> due[i]).thenComparing(i -> i));
        for (int i = 0; i < due.length; i++) {
            due[i] = 1.0 / candidates.weight(i);
            turns.add(i);
        }
        for (int taken = 0; taken < owners.length; taken++) {
            Integer candidate = Objects.requireNonNull(turns.poll());
            take(candidate, next, skip);
            due[candidate] += 1.0 / candidates.weight(candidate);
            turns.add(candidate);
        }
    }

    private void take(int candidate, long[] next, long[] skip) {
        long place = next[candidate];
        while (owners[(int) place] != FREE) {
            place = (place + skip[candidate]) % owners.length;
        }
        owners[(int) place] = (char) candidate;
        next[candidate] = (place + skip[candidate]) % owners.length;
    }

    private static int size(int candidates) {
        int wanted = Math.min(
                candidates * PLACES_PER_CANDIDATE, Math.max(MANY_PLACES, candidates * PLACES_PER_CANDIDATE / 8));
        for (int size : SIZES) {
            if (size >= wanted) {
                return size;
            }
        }
        return SIZES[SIZES.length - 1];
    }

    int size() {
        return owners.length;
    }

    /** The candidate that this key belongs to. */
    int ownerOf(long key) {
        return owners[place(key)];
    }

    private int place(long key) {
        return (int) ((key >>> 1) % owners.length);
    }
}
