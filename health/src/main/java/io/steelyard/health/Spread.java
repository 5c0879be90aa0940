package io.steelyard.health;

/** Gives each cell a place of its own between two beats, the same one every time, so that cells do not beat together. */
final class Spread {
    private Spread() {}

    /** From 0 up to, not including, 1; evenly spread even over cells whose names differ little. */
    static double place(CellId cell) {
        long mixed = cell.virtualService().hashCode();
        mixed = mix(mixed * 31 + cell.realServer().hashCode());
        mixed = mix(mixed + cell.check());
        mixed = mix(mixed + (cell.host() == null ? 0 : cell.host().hashCode()));
        return (mixed >>> 11) * 0x1.0p-53;
    }

    /**
     * When to come, instead of at a time that may have passed, for a cell whose times are one gap apart: at that time, or the
     * first one after it that is not missed by more than a twentieth of the gap. Whoever was held up keeps its place.
     */
    static long notMissed(long next, long gap, long now) {
        long passed = now - next;
        return passed <= 0 ? next : next + (passed + gap - gap / 20) / gap * gap;
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
