package io.steelyard.l7;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What one section of an RFC asks of a proxy: a client's bytes, a real server's, and what each of the two must then see.
 * {@code conformance/rfc9112.txt} says how one is written.
 *
 * @param answer the real server's bytes
 * @param answerEnds whether the real server then ends its connection
 */
record Requirement(String name, String sent, String answer, boolean answerEnds, List<String> musts) {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    static List<Requirement> table(String resource) {
        try (InputStream in = Objects.requireNonNull(Requirement.class.getResourceAsStream(resource), resource)) {
            return rows(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Requirement> rows(String text) {
        List<Requirement> rows = new ArrayList<>();
        for (String paragraph : text.split("\n\n+", -1)) {
            List<String> lines = paragraph
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .toList();
            if (!lines.isEmpty()) {
                rows.add(row(lines));
            }
        }
        return rows;
    }

    private static Requirement row(List<String> lines) {
        StringBuilder sent = new StringBuilder();
        StringBuilder answer = new StringBuilder();
        boolean ends = false;
        List<String> musts = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String rest = line.substring(1).strip();
            switch (line.charAt(0)) {
                case '<' -> sent.append(Message.unescape(line.substring(2)));
                case '|' -> answer.append(Message.unescape(line.substring(2)));
                case '/' -> ends = true;
                case '>' -> musts.add(rest);
                default -> throw new IllegalArgumentException(line);
            }
        }
        String said = answer.isEmpty() ? OK : answer.toString();
        return new Requirement(lines.get(0), sent.toString(), said, ends, musts);
    }

    /** What must be seen by this side, in the order in which it is written. */
    List<String> musts(String side) {
        return musts.stream()
                .filter(must -> must.startsWith(side + " "))
                .map(must -> must.substring(side.length() + 1))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
