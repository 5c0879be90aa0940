package io.steelyard.l7;

import java.util.Optional;

/**
 * What a client must get to see of the stream that a real server answered a GET with, before it closed; by the plain
 * reading of {@link StrictReference} and {@link ChunkReference}.
 */
sealed interface MeantResponse {
    /** Interim responses that are passed on; a real server that sends more is not understood. */
    int MOST_INTERIM = 16;

    /** All of it came. */
    record Whole(int status, String content) implements MeantResponse {}

    /** Its body breaks off, or breaks the rules. */
    record Cut(int status) implements MeantResponse {}

    /** There is none. */
    record None() implements MeantResponse {}

    static MeantResponse in(String stream) {
        String rest = stream;
        for (int interim = 0; interim <= MOST_INTERIM; interim++) {
            Optional<StrictReference.Accepted> head = StrictReference.response(rest);
            if (head.isEmpty()) {
                return new None();
            }
            int status = Integer.parseInt(head.get().firstLine().get(0));
            rest = rest.substring(head.get().length());
            if (status == 101) {
                return new None(); // nothing was asked for that this answers
            }
            if (status >= 200) {
                return content(status, head.get().framing(), rest)
                        .<MeantResponse>map(content -> new Whole(status, content))
                        .orElseGet(() -> new Cut(status));
            }
        }
        return new None();
    }

    private static Optional<String> content(int status, String framing, String rest) {
        if (status == 204 || status == 304) {
            return Optional.of("");
        }
        if (framing.equals("chunked")) {
            return ChunkReference.read(rest).map(ChunkReference.Body::content);
        }
        if (framing.equals("none")) {
            return Optional.of(rest); // up to the connection's end
        }
        long length = Long.parseLong(framing.substring("length ".length()));
        return length > rest.length() ? Optional.empty() : Optional.of(rest.substring(0, (int) length));
    }
}
