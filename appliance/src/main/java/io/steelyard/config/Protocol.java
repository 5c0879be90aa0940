package io.steelyard.config;

import io.steelyard.health.settings.Nearest;
import java.util.List;
import java.util.Locale;

/** What a virtual service speaks. */
public enum Protocol {
    HTTP;

    private static final List<String> LATER = List.of("tcp", "udp", "tls-passthrough");

    /** @throws IllegalArgumentException with a sentence that says what is allowed */
    static Protocol of(String word) {
        String folded = word.toLowerCase(Locale.ROOT);
        if (folded.equals("http")) {
            return HTTP;
        }
        if (LATER.contains(folded)) {
            throw new IllegalArgumentException(
                    "'" + word + "' is not available yet, for now a virtual service must be of type http");
        }
        throw new IllegalArgumentException(
                "'" + word + "' is not allowed here, this must be http" + Nearest.hint(word, List.of("http")));
    }
}
