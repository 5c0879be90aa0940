package io.steelyard.admin.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by a word such as a reason; past {@value #WORDS} different words, every further one counts as "other". */
final class WordCounters {
    private static final int WORDS = 64;
    private static final String OTHER = "other";

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void count(String word) {
        LongAdder known = counts.get(word);
        (known != null ? known : added(word)).increment();
    }

    long counted(String word) {
        LongAdder known = counts.get(word);
        return known == null ? 0 : known.sum();
    }

    long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    Map<String, Long> counts() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((word, count) -> sums.put(word, count.sum()));
        return sums;
    }

    private LongAdder added(String word) {
        return counts.computeIfAbsent(counts.size() < WORDS ? word : OTHER, any -> new LongAdder());
    }
}
