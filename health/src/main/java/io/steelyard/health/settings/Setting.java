package io.steelyard.health.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One setting: its key, what is allowed, its value when left out, and its help in one to three sentences. This is the
 * only place where a bound, a default or a help text stands; the reader, the page, the API document and the guide take
 * them from here.
 *
 * @param <T> the Java type of its value
 */
public final class Setting<T> {

    /** Turns what stands in the file into a value, or says what is wrong with it. */
    @FunctionalInterface
    interface Reader<T> {
        /** @throws IllegalArgumentException with a sentence that names the value and what is allowed */
        T read(Object raw);
    }

    private final String key;
    private final Form form;
    private final String allowed;
    private final String help;
    private final boolean required;
    private final T fallback;
    private final Reader<T> reader;
    private final boolean secret;
    private final @Nullable String written;

    private Setting(String key, Form form, String allowed, String help, T fallback, Reader<T> reader) {
        this(key, form, allowed, help, false, fallback, reader, false, null);
    }

    private Setting(
            String key,
            Form form,
            String allowed,
            String help,
            boolean required,
            T fallback,
            Reader<T> reader,
            boolean secret,
            @Nullable String written) {
        this.key = Objects.requireNonNull(key);
        this.form = form;
        this.allowed = Objects.requireNonNull(allowed);
        this.help = Objects.requireNonNull(help);
        this.required = required;
        this.fallback = Objects.requireNonNull(fallback);
        this.reader = Objects.requireNonNull(reader);
        this.secret = secret;
        this.written = written;
    }

    /** A time with a unit, such as {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code 7d}. */
    public static Setting<Duration> duration(String key, String min, String max, String fallback, String help) {
        Duration least = Quantities.duration(min);
        Duration most = Quantities.duration(max);
        String allowed = "a time from " + min + " to " + max;
        return new Setting<>(key, Form.of(Form.Type.DURATION), allowed, help, Quantities.duration(fallback), raw -> {
            Duration value = Quantities.duration(String.valueOf(raw));
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException(refusal(raw, allowed));
            }
            return value;
        });
    }

    /** A number of bytes, plain or with a unit, such as {@code 32KiB}. */
    public static Setting<Long> size(String key, String min, String max, String fallback, String help) {
        long least = Quantities.size(min);
        long most = Quantities.size(max);
        String allowed = "a size from " + min + " to " + max;
        return new Setting<>(key, Form.of(Form.Type.SIZE), allowed, help, Quantities.size(fallback), raw -> {
            long value = Quantities.size(String.valueOf(raw));
            if (value < least || value > most) {
                throw new IllegalArgumentException(refusal(raw, allowed));
            }
            return value;
        });
    }

    /** A whole number. */
    public static Setting<Integer> integer(String key, int min, int max, int fallback, String help) {
        String allowed = "a whole number from " + min + " to " + max;
        return new Setting<>(key, Form.integer(min, max), allowed, help, fallback, raw -> {
            if (raw instanceof Number number
                    && number.doubleValue() == number.longValue()
                    && number.longValue() >= min
                    && number.longValue() <= max) {
                return number.intValue();
            }
            throw new IllegalArgumentException(refusal(raw, allowed));
        });
    }

    /** Text of at most {@code maxLength} characters, none of them a control character. */
    public static Setting<String> text(String key, int maxLength, String fallback, String help) {
        String allowed = "text of at most " + maxLength + " characters";
        return new Setting<>(key, Form.text(maxLength), allowed, help, fallback, raw -> {
            if (raw instanceof List || raw instanceof Map) {
                throw new IllegalArgumentException("this must be " + allowed + ", not a list or a group of settings");
            }
            String value = String.valueOf(raw);
            if (value.length() > maxLength || value.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(refusal(raw, allowed + " without control characters"));
            }
            return value;
        });
    }

    /** {@code true} or {@code false}. */
    public static Setting<Boolean> flag(String key, boolean fallback, String help) {
        String allowed = "true or false";
        return new Setting<>(key, Form.of(Form.Type.FLAG), allowed, help, fallback, raw -> {
            if (raw instanceof Boolean value) {
                return value;
            }
            throw new IllegalArgumentException(refusal(raw, allowed));
        });
    }

    /** One constant of an enum, written as {@link #word} writes it. */
    public static <E extends Enum<E>> Setting<E> choice(String key, Class<E> type, E fallback, String help) {
        E[] constants = type.getEnumConstants();
        List<String> words = Arrays.stream(constants).map(Setting::word).toList();
        String allowed = "one of " + String.join(", ", words);
        return new Setting<>(key, Form.choice(words), allowed, help, fallback, raw -> {
            String given = String.valueOf(raw);
            for (E constant : constants) {
                if (word(constant).equalsIgnoreCase(given)) {
                    return constant;
                }
            }
            throw new IllegalArgumentException(refusal(raw, allowed) + Nearest.hint(given, words));
        });
    }

    /** A regular expression. */
    public static Setting<Pattern> pattern(String key, String help) {
        String allowed = "a regular expression of at most 1000 characters";
        return new Setting<>(key, Form.of(Form.Type.PATTERN), allowed, help, Pattern.compile(""), raw -> {
            String value = String.valueOf(raw);
            if (value.length() > 1000) {
                throw new IllegalArgumentException("this regular expression is longer than 1000 characters");
            }
            try {
                return Pattern.compile(value);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "not a regular expression: " + e.getDescription() + " at character " + e.getIndex(), e);
            }
        });
    }

    /** Anything else: {@code parse} gets the written value as text and throws {@link IllegalArgumentException}. */
    public static <T> Setting<T> of(String key, String allowed, T fallback, String help, Function<String, T> parse) {
        return new Setting<>(
                key, Form.of(Form.Type.TEXT), allowed, help, fallback, raw -> parse.apply(String.valueOf(raw)));
    }

    /**
     * A name with a value, written {@code "name: value"} or as a group of one; {@code parse} throws
     * {@link IllegalArgumentException}.
     */
    public static <T> Setting<T> pair(
            String key, String allowed, T fallback, String help, BiFunction<String, String, T> parse) {
        return new Setting<>(key, Form.of(Form.Type.PAIR), allowed, help, fallback, raw -> {
            if (raw instanceof Map<?, ?> group && group.size() == 1) {
                Map.Entry<?, ?> only = group.entrySet().iterator().next();
                return parse.apply(String.valueOf(only.getKey()), Objects.toString(only.getValue(), ""));
            }
            String text = String.valueOf(raw);
            int colon = text.indexOf(':');
            if (raw instanceof Map || raw instanceof List || colon < 0) {
                throw new IllegalArgumentException(refusal(raw, allowed));
            }
            return parse.apply(
                    text.substring(0, colon), text.substring(colon + 1).trim());
        });
    }

    /** A list of what {@code element} allows, at most {@code max} long; empty when left out, unless {@link #or} says else. */
    public static <T> Setting<List<T>> list(String key, Setting<T> element, int max, String help) {
        String allowed = "a list of at most " + max + ", each " + element.allowed;
        return new Setting<>(key, Form.list(element.form, max), allowed, help, List.of(), raw -> {
            List<?> items = raw instanceof List<?> given ? given : List.of(raw);
            if (items.size() > max) {
                throw new IllegalArgumentException(items.size() + " are too many, at most " + max + " are allowed");
            }
            return items.stream()
                    .<T>map(item -> element.reader.read(Objects.requireNonNullElse(item, "")))
                    .toList();
        });
    }

    /** The same setting with another value when left out. */
    public Setting<T> or(T otherFallback) {
        return new Setting<>(key, form, allowed, help, required, otherFallback, reader, secret, null);
    }

    /** The same setting, a problem when left out; its fallback only stands in so that reading can go on. */
    public Setting<T> required() {
        return new Setting<>(key, form, allowed, help, true, fallback, reader, secret, written);
    }

    /** The same setting; its value when left out is written like this. For values whose text is something else. */
    public Setting<T> written(String text) {
        return new Setting<>(key, form, allowed, help, required, fallback, reader, secret, text);
    }

    /**
     * The same setting with a value that nobody is to see: no problem repeats it, and {@link Settings#shown} hides it
     * wherever settings are described.
     */
    @SuppressWarnings("UnusedException") // its words may repeat the value
    public Setting<T> secret() {
        Reader<T> discreet = raw -> {
            try {
                return reader.read(raw);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("this must be " + allowed);
            }
        };
        return new Setting<>(key, form, allowed, help, required, fallback, discreet, true, written);
    }

    /** How an enum's constant is written in files and pages: {@code ROUND_ROBIN} is {@code round-robin}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String key() {
        return key;
    }

    public Form form() {
        return form;
    }

    /** The value when left out, as it would be written: text, a number, true or false, or a list of such. */
    public Object writtenFallback() {
        if (written != null) {
            return written;
        }
        return form.type() == Form.Type.SIZE ? Quantities.writeSize((Long) fallback) : plain(fallback);
    }

    private static Object plain(Object value) {
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(item -> plain(Objects.requireNonNull(item)))
                    .toList();
        }
        Object written = written(value);
        return written instanceof Number || written instanceof Boolean ? written : written.toString();
    }

    /** What may stand here, as the end of the sentence "this must be …". */
    public String allowed() {
        return allowed;
    }

    public String help() {
        return help;
    }

    public boolean isRequired() {
        return required;
    }

    public boolean isSecret() {
        return secret;
    }

    public T fallback() {
        return fallback;
    }

    /** @throws IllegalArgumentException with a sentence that names the value and what is allowed */
    T read(Object raw) {
        return reader.read(raw);
    }

    /**
     * The same check for a value that did not come out of a file: the value as it would have been read.
     *
     * @throws IllegalArgumentException with a sentence that names the key, the value and what is allowed
     */
    public T check(T value) {
        try {
            return reader.read(written(value));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private static Object written(Object value) {
        if (value instanceof Duration duration) {
            return Quantities.write(duration);
        }
        return value instanceof Enum<?> constant ? word(constant) : value;
    }

    private static String refusal(@Nullable Object raw, String allowed) {
        return "'" + raw + "' is not allowed here, this must be " + allowed;
    }
}
