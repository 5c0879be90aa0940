package io.steelyard.l7;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One row of a table of messages: its name, its bytes as text of one character each, and what must become of them. */
record Message(String name, String text, String expected, Optional<String> passedOn, String content) {

    /** The rows of a table; {@code requests.txt} says how one is written. */
    static List<Message> table(String resource) {
        try (InputStream in = Objects.requireNonNull(Message.class.getResourceAsStream(resource), resource)) {
            return rows(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Message> rows(String text) {
        List<Message> rows = new ArrayList<>();
        String name = "";
        StringBuilder bytes = new StringBuilder();
        for (String line : (text + "\n").split("\n", -1)) {
            if (line.startsWith("<")) {
                bytes.append(unescape(value(line)));
            } else if (line.startsWith(">")) {
                rows.add(new Message(name, bytes.toString(), unescape(value(line)), Optional.empty(), ""));
                bytes.setLength(0);
            } else if (line.startsWith("=")) {
                Message row = rows.remove(rows.size() - 1);
                Optional<String> passedOn = Optional.of(unescape(value(line)));
                rows.add(new Message(row.name, row.text, row.expected, passedOn, row.content));
            } else if (line.startsWith("~")) {
                Message row = rows.remove(rows.size() - 1);
                rows.add(new Message(row.name, row.text, row.expected, row.passedOn, unescape(value(line))));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                name = line;
            }
        }
        return rows;
    }

    private static String value(String line) {
        return line.length() < 2 ? "" : line.substring(2);
    }

    /** Text of one character per byte, from text with escapes. */
    static String unescape(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escape = text.charAt(++i);
            switch (escape) {
                case 'r' -> out.append('\r');
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case '\\' -> out.append('\\');
                case 'x' -> {
                    out.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                    i += 2;
                }
                case '(' -> {
                    int end = text.indexOf(')', i);
                    int star = text.lastIndexOf('*', end);
                    int times = Integer.parseInt(text.substring(star + 1, end));
                    out.append(unescape(text.substring(i + 1, star)).repeat(times));
                    i = end;
                }
                default -> throw new IllegalArgumentException("no such escape: \\" + escape + " in " + text);
            }
        }
        return out.toString();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    byte[] bytes() {
        return bytes(text);
    }

    @Override
    public String toString() {
        return name;
    }
}
