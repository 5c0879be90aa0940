package io.steelyard.pool;

/**
 * Candidates on a row of places, each owning as many neighbouring places as its weight, divided by what all weights have
 * in common. Immutable.
 */
final class WeightRow {
    private final Candidates candidates;
    /** For each candidate, the place after its last. */
    private final long[] ends;
    /** Below 2³¹ for as many real servers as a pool may have, so that no product overflows. */
    private final long length;

    WeightRow(Candidates candidates) {
        this.candidates = candidates;
        int divisor = 0;
        for (int i = 0; i < candidates.size(); i++) {
            divisor = (int) gcd(candidates.weight(i), divisor);
        }
        ends = new long[candidates.size()];
        long places = 0;
        for (int i = 0; i < ends.length; i++) {
            places += candidates.weight(i) / divisor;
            ends[i] = places;
        }
        length = places;
    }

    Candidates candidates() {
        return candidates;
    }

    /** How many places there are; 0 without candidates. */
    long length() {
        return length;
    }

    /** The candidate that owns this place, by a binary search. */
    int ownerOf(long place) {
        int low = 0;
        int high = ends.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (place < ends[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The owner of a place that follows from 64 random bits; the row must not be empty. */
    int ownerOfRandom(long bits) {
        return ownerOf((bits >>> 1) % length);
    }

    static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
