package io.steelyard.l7;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Random messages: real ones with something done to them. Without more said the same ones in every run, for seconds;
 * with {@code -Dsteelyard.fuzz=10m} others every time, for that long per test.
 */
final class Fuzzing {
    private static final int ROUNDS = 40_000;

    /** What has made parsers disagree before. */
    private static final List<String> WORDS = List.of(
            "\r\n",
            "\n",
            "\r",
            "\r\n\r\n",
            "\n\n",
            " ",
            "\t",
            ":",
            ",",
            ";",
            "=",
            "\"",
            "\\",
            "\0",
            "\u000b",
            "\u007f",
            "\u00a0",
            "\u0080",
            "0",
            "00",
            "-",
            "+",
            "0x",
            "GET ",
            "OPTIONS * ",
            "CONNECT ",
            "/",
            "*",
            "?",
            "#",
            "@",
            "%",
            "%4",
            "[",
            "]",
            "[::1]",
            ":80",
            ":65536",
            "http://",
            "https://a.example",
            " HTTP/1.1\r\n",
            " HTTP/1.0\r\n",
            "HTTP/2.0",
            "HTTP/1.1 200 OK\r\n",
            "Host: a.example\r\n",
            "Host:",
            "Content-Length: 3\r\n",
            "Content-Length:",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding:",
            "chunked",
            "gzip, ",
            "identity",
            "Connection: close\r\n",
            "Connection: X-A, ",
            "Expect: 100-continue\r\n",
            "X-A: b\r\n",
            "X-A:\r\n b\r\n",
            "3\r\nabc\r\n",
            "0\r\n\r\n",
            "3;a=b\r\nabc\r\n",
            ";a=\"b\\\"\"",
            "f",
            "ffffffffffffffff",
            "1".repeat(19));

    /** What must hold for any bytes. */
    interface Property {
        void check(byte[] bytes, SplittableRandom random);
    }

    private Fuzzing() {}

    static void run(List<Message> seeds, Property property) {
        run(seeds, ROUNDS, property);
    }

    /** The same with fewer rounds, for what takes longer. */
    static void run(List<Message> seeds, int rounds, Property property) {
        String asked = System.getProperty("steelyard.fuzz", "");
        long seed = asked.isEmpty() ? 1 : System.nanoTime();
        long until = asked.isEmpty() ? 0 : System.nanoTime() + duration(asked).toNanos();
        SplittableRandom random = new SplittableRandom(seed);
        List<String> texts = new ArrayList<>(seeds.stream().map(Message::text).toList());
        // Long ones show little that short ones don't and take the time of hundreds of them.
        texts.removeIf(text -> text.length() > 2_000);
        long round = 0;
        while (asked.isEmpty() ? round < rounds : System.nanoTime() - until < 0) {
            round++;
            String text = mutated(texts.get(random.nextInt(texts.size())), texts, random);
            try {
                property.check(Message.bytes(text), random.split());
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("round " + round + " of seed " + seed + ": " + escaped(text), e);
            }
        }
    }

    private static String mutated(String text, List<String> all, SplittableRandom random) {
        StringBuilder out = new StringBuilder(text);
        for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
            int at = random.nextInt(out.length() + 1);
            int end = Math.min(out.length(), at + random.nextInt(8));
            switch (random.nextInt(7)) {
                case 0 -> out.delete(at, end);
                case 1 -> out.insert(at, out.substring(at, end));
                case 2 -> out.insert(at, (char) random.nextInt(256));
                case 3 -> out.replace(at, Math.min(out.length(), at + 1), String.valueOf((char) random.nextInt(256)));
                case 4, 5 -> out.insert(at, WORDS.get(random.nextInt(WORDS.size())));
                default -> {
                    String other = all.get(random.nextInt(all.size()));
                    out.setLength(at);
                    out.append(other, random.nextInt(other.length() + 1), other.length());
                }
            }
        }
        return out.toString();
    }

    /** {@code 90s}, {@code 10m} or {@code 2h}, as {@code ./test --fuzz} takes it. */
    private static Duration duration(String text) {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }

    /** As the tables write it, so that it can become a row of one. */
    static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\r' -> out.append("\\r");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> out.append(c >= ' ' && c < 127 ? String.valueOf(c) : String.format("\\x%02x", (int) c));
            }
        }
        return out.toString();
    }
}
