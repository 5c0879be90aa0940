package io.steelyard.config;

/** A record's values do not fit together; names the one to change. */
final class Refusal extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final String sentence;

    /** @param key of the culprit within the record, such as {@code virtualServices[1].name} */
    Refusal(String key, String sentence) {
        super(key + ": " + sentence);
        this.key = key;
        this.sentence = sentence;
    }

    String key() {
        return key;
    }

    String sentence() {
        return sentence;
    }
}
