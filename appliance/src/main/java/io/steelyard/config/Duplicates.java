package io.steelyard.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what stands twice in a list where it may stand once. */
final class Duplicates {
    private final Map<String, String> firsts = new HashMap<>();

    /**
     * Notes one more.
     *
     * @param path where it stands
     * @return the sentence that refuses it, or null when it is the first
     */
    @Nullable
    String refuse(String value, String path) {
        String first = firsts.putIfAbsent(value, path);
        return first == null ? null : "'" + value + "' is taken already by " + first;
    }

    /** @throws Refusal when it is not the first */
    void check(String value, String path) {
        String sentence = refuse(value, path);
        if (sentence != null) {
            throw new Refusal(path, sentence);
        }
    }
}
