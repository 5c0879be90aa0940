package io.steelyard.pool.persistence;

import io.steelyard.pool.Span;
import java.nio.charset.StandardCharsets;

/** Finds the value of one cookie in {@code Set-Cookie} fields (RFC 6265 section 4.1.1). Immutable. */
final class SetCookie {
    private final byte[] name;

    SetCookie(String name) {
        this.name = name.getBytes(StandardCharsets.US_ASCII);
    }

    /** The {@link Span} of its value; {@link Span#NONE} where it is another cookie or is set to nothing. */
    long valueIn(byte[] bytes, int start, int end) {
        int value = start + name.length + 1;
        if (value >= end || bytes[value - 1] != '=') {
            return Span.NONE;
        }
        for (int i = 0; i < name.length; i++) {
            if (bytes[start + i] != name[i]) {
                return Span.NONE;
            }
        }
        int stop = value;
        while (stop < end && bytes[stop] != ';') {
            stop++;
        }
        while (stop > value && bytes[stop - 1] == ' ') {
            stop--;
        }
        return stop == value ? Span.NONE : Span.of(value, stop);
    }
}
