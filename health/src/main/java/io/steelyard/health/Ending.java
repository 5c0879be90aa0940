package io.steelyard.health;

import java.nio.charset.StandardCharsets;

/**
 * Finds where an answer ends among the bytes received so far. Offered the bytes again each time more have come; one
 * ending serves one receive, so it may keep what it found earlier.
 */
@FunctionalInterface
public interface Ending {

    /** What {@link #find} gives while the answer is not complete. */
    int NOT_YET = -1;

    /**
     * Looks at the bytes from 0 to {@code length}; must not change or keep the array.
     *
     * @param seen how many of them were offered before and were not enough, 0 the first time
     * @return how many bytes the answer has, or {@link #NOT_YET}
     */
    int find(byte[] bytes, int seen, int length);

    /** Behind the first occurrence of these characters, each one byte. */
    static Ending after(String mark) {
        byte[] wanted = mark.getBytes(StandardCharsets.ISO_8859_1);
        if (wanted.length == 0) {
            throw new IllegalArgumentException("an ending's mark must not be empty");
        }
        return (bytes, seen, length) -> {
            for (int at = Math.max(0, seen - wanted.length + 1); at + wanted.length <= length; at++) {
                if (java.util.Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                    return at + wanted.length;
                }
            }
            return NOT_YET;
        };
    }

    /** Behind so many bytes. */
    static Ending count(int count) {
        return (bytes, seen, length) -> length >= count ? count : NOT_YET;
    }

    /** Nowhere: only the end of the stream or the bound ends the answer. */
    static Ending endOfStream() {
        return (bytes, seen, length) -> NOT_YET;
    }
}
