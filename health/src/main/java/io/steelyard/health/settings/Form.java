package io.steelyard.health.settings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In what form a setting is written, for those who make fields and schemas of it.
 *
 * @param values the words it must be one of; empty where it is no choice
 * @param least the smallest whole number allowed; null where it is none
 * @param most the largest whole number allowed, or the longest text or list; null where there is no such bound
 * @param element the form of each item; null unless it is a list
 */
public record Form(
        Type type,
        List<String> values,
        @Nullable Long least,
        @Nullable Long most,
        @Nullable Form element) {

    /** What kind of value. */
    public enum Type {
        /** A whole number and a unit: ms, s, m, h or d. */
        DURATION,
        /** A number of bytes, alone or with B, KiB, MiB or GiB. */
        SIZE,
        INTEGER,
        TEXT,
        FLAG,
        CHOICE,
        /** A regular expression. */
        PATTERN,
        LIST,
        /** A name with a value. */
        PAIR
    }

    public Form {
        values = List.copyOf(values);
    }

    static Form of(Type type) {
        return new Form(type, List.of(), null, null, null);
    }

    static Form integer(long least, long most) {
        return new Form(Type.INTEGER, List.of(), least, most, null);
    }

    static Form text(long most) {
        return new Form(Type.TEXT, List.of(), null, most, null);
    }

    static Form choice(List<String> values) {
        return new Form(Type.CHOICE, values, null, null, null);
    }

    static Form list(Form element, long most) {
        return new Form(Type.LIST, List.of(), null, most, element);
    }
}
