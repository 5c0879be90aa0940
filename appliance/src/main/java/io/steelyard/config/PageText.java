package io.steelyard.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The text of a page, taken apart once at what is filled in for each answer: a literal, a part, a literal, and so on, a
 * literal first and last. Two of the same text are equal. Immutable; one is shared by all virtual services that use it.
 */
public final class PageText {
    /** What can be filled in: in a page its word, in braces. */
    public enum Part {
        STATUS("status"),
        REASON("reason"),
        /** By which the request is known in logs. */
        REQUEST_ID("requestId");

        private final String word;

        Part(String word) {
            this.word = "{" + word + "}";
        }

        private static Part of(String word) {
            return Stream.of(values())
                    .filter(part -> part.word.equals(word))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static final Pattern PARTS = Pattern.compile(
            Stream.of(Part.values()).map(part -> Pattern.quote(part.word)).collect(Collectors.joining("|")));

    private final String text;
    private final List<byte[]> literals = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();

    /** @throws IllegalArgumentException where it is longer than {@link ErrorPageConfig#MAX_BYTES} */
    public PageText(String text) {
        this.text = text;
        Matcher found = PARTS.matcher(text);
        int end = 0;
        while (found.find()) {
            literals.add(bytes(text.substring(end, found.start())));
            parts.add(Part.of(found.group()));
            end = found.end();
        }
        literals.add(bytes(text.substring(end)));
        if (literals.stream().mapToInt(literal -> literal.length).sum() > ErrorPageConfig.MAX_BYTES
                || text.length() > ErrorPageConfig.MAX_BYTES) {
            throw new IllegalArgumentException("this is longer than " + ErrorPageConfig.MAX_BYTES / 1024 + " KiB");
        }
    }

    private static byte[] bytes(String some) {
        return some.getBytes(StandardCharsets.UTF_8);
    }

    /** How many parts are to be filled in. */
    public int parts() {
        return parts.size();
    }

    /** The part at this place, from 0. */
    public Part part(int place) {
        return parts.get(place);
    }

    /** The literal before the part at this place, or the last one; not to be changed. */
    public byte[] literal(int place) {
        return literals.get(place);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PageText page && page.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The whole text, as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
