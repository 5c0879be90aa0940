package io.steelyard.config;

/**
 * One thing wrong with a configuration file, and where. Its text form is {@code FILE:LINE: path: message}, one line
 * without control characters, so that it can be shown anywhere.
 *
 * @param file as the caller named it
 * @param line from 1, that of the nearest thing written where the culprit itself is missing; 0 when the whole file is
 *     meant
 * @param path such as {@code virtualServices[0].port}; empty when the whole file is meant
 * @param message what is wrong and what is allowed, one sentence of at most {@value #MAX_LENGTH} characters
 */
public record ConfigProblem(String file, int line, String path, String message) {
    static final int MAX_LENGTH = 400;

    public ConfigProblem {
        path = shown(path);
        message = shown(message);
    }

    /** The middle of what is too long is left out: its end says what is allowed. */
    private static String shown(String text) {
        String plain = text.replaceAll("\\p{C}", "?");
        if (plain.length() <= MAX_LENGTH) {
            return plain;
        }
        int half = MAX_LENGTH / 2 - 2;
        return plain.substring(0, half) + "..." + plain.substring(plain.length() - half);
    }

    @Override
    public String toString() {
        String where = line > 0 ? file + ":" + line : file;
        return path.isEmpty() ? where + ": " + message : where + ": " + path + ": " + message;
    }
}
