package io.steelyard.health.diagnosis;

import io.steelyard.health.Transcript;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a transcript shows of one HTTP request and its answer. Read leniently: it is evidence to be understood, nothing
 * that is forwarded.
 *
 * @param path what was asked for
 * @param version that of the request
 * @param code the answer's status
 */
record HttpTalk(String path, String version, int code, String requestHead, String answerHead) {
    private static final Pattern REQUEST = Pattern.compile("[A-Z]+ (\\S+) (HTTP/1\\.[01])\r\n.*", Pattern.DOTALL);
    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)\\b.*", Pattern.DOTALL);
    private static final String MADE_BY_HTTP_SYS = "microsoft-httpapi/";

    /** Null where it is no HTTP, or no answer came. */
    static @Nullable HttpTalk of(Transcript transcript) {
        Matcher request = REQUEST.matcher(transcript.sent());
        String received = withoutInterim(transcript.received());
        Matcher answer = ANSWER.matcher(received);
        if (!request.matches() || !answer.matches()) {
            return null;
        }
        return new HttpTalk(
                request.group(1),
                request.group(2),
                Integer.parseInt(answer.group(1)),
                head(transcript.sent()),
                head(received));
    }

    private static String withoutInterim(String received) {
        String rest = received;
        while (rest.matches("(?s)HTTP/1\\.[01] 1(?!01)\\d\\d\\b.*") && rest.contains("\r\n\r\n")) {
            rest = rest.substring(rest.indexOf("\r\n\r\n") + 4);
        }
        return rest;
    }

    private static String head(String message) {
        int end = message.indexOf("\r\n\r\n");
        return end < 0 ? message : message.substring(0, end);
    }

    /** The Host field of the request; null where it had none. */
    @Nullable
    String host() {
        return field(requestHead, "Host");
    }

    /** A field of the answer; null where it has none. */
    @Nullable
    String answered(String name) {
        return field(answerHead, name);
    }

    /** Whether the kernel part of IIS answered by itself, because no site did. */
    boolean isFromHttpSys() {
        String server = answered("Server");
        return server != null && server.toLowerCase(Locale.ROOT).startsWith(MADE_BY_HTTP_SYS);
    }

    boolean isRedirect() {
        return code / 100 == 3 && answered("Location") != null;
    }

    private static @Nullable String field(String head, String name) {
        String[] lines = head.split("\r\n", -1);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0 && lines[i].substring(0, colon).equalsIgnoreCase(name)) {
                return lines[i].substring(colon + 1).trim();
            }
        }
        return null;
    }
}
