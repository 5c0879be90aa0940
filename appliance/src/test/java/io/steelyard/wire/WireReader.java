package io.steelyard.wire;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads HTTP/1 messages from a stream, one character per byte, and takes nothing but the strictest form of them: what a
 * careful writer sends. Anything that two readers could understand in two ways is a {@link NotStrict}.
 */
final class WireReader {
    private static final String TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
    private static final Pattern REQUEST_LINE = Pattern.compile(TOKEN + " [\\x21-\\x7e]+ HTTP/1\\.[01]");
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] [1-9][0-9][0-9] [\\t\\x20-\\xff]*");
    private static final Pattern FIELD = Pattern.compile(TOKEN + ":[\\t\\x20-\\x7e\\x80-\\xff]*");
    private static final Pattern CHUNK_SIZE = Pattern.compile("[0-9A-Fa-f]{1,16}(?:;[\\t\\x20-\\x7e\\x80-\\xff]*)?");

    /** The bytes are not HTTP, or could be read in more than one way. */
    static final class NotStrict extends IOException {
        private static final long serialVersionUID = 1L;

        NotStrict(String what) {
            super(what);
        }
    }

    private final InputStream in;

    WireReader(InputStream in) {
        this.in = new BufferedInputStream(in, 64 * 1024);
    }

    WireMessage request() throws IOException {
        return withBody(requestHead(), false);
    }

    /** A request's head alone. */
    WireMessage requestHead() throws IOException {
        String line = line();
        if (!REQUEST_LINE.matcher(line).matches()) {
            throw new NotStrict("not a request line: " + line);
        }
        return new WireMessage(line, fields(), "", List.of());
    }

    /** A response's head alone. */
    WireMessage responseHead() throws IOException {
        String line = line();
        if (!STATUS_LINE.matcher(line).matches()) {
            throw new NotStrict("not a status line: " + line);
        }
        return new WireMessage(line, fields(), "", List.of());
    }

    WireMessage response() throws IOException {
        WireMessage head = responseHead();
        boolean empty = head.status() < 200 || head.status() == 204 || head.status() == 304;
        return empty ? head : withBody(head, true);
    }

    /** The same message with the body that its head announces. */
    WireMessage withBody(WireMessage head, boolean untilClose) throws IOException {
        List<String> lengths = head.values("Content-Length");
        List<String> codings = head.values("Transfer-Encoding");
        if (lengths.size() + codings.size() > 1) {
            throw new NotStrict("two lengths: " + head);
        }
        if (!codings.isEmpty()) {
            if (!codings.get(0).equals("chunked")) {
                throw new NotStrict("an unknown transfer coding: " + head);
            }
            return chunked(head);
        }
        if (!lengths.isEmpty()) {
            if (!lengths.get(0).matches("[0-9]{1,18}")) {
                throw new NotStrict("not a length: " + head);
            }
            return new WireMessage(head.firstLine(), head.fields(), exactly(Long.parseLong(lengths.get(0))), List.of());
        }
        return untilClose ? new WireMessage(head.firstLine(), head.fields(), rest(), List.of()) : head;
    }

    private WireMessage chunked(WireMessage head) throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            String size = line();
            if (!CHUNK_SIZE.matcher(size).matches()) {
                throw new NotStrict("not a chunk size: " + size);
            }
            long length = Long.parseLong(size.replaceAll(";.*", ""), 16);
            if (length == 0) {
                return new WireMessage(head.firstLine(), head.fields(), body.toString(), fields());
            }
            body.append(exactly(length));
            if (!line().isEmpty()) {
                throw new NotStrict("a chunk is longer than its size");
            }
        }
    }

    private List<String> fields() throws IOException {
        List<String> fields = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (!FIELD.matcher(line).matches()) {
                throw new NotStrict("not a field: " + line);
            }
            fields.add(line);
        }
        return List.copyOf(fields);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("ended after: " + line);
            }
            if (next == '\n') {
                throw new NotStrict("a bare LF after: " + line);
            }
            line.append((char) next);
        }
        if (in.read() != '\n') {
            throw new NotStrict("a bare CR after: " + line);
        }
        return line.toString();
    }

    /** So many bytes; more than an array holds never come in a test. */
    String exactly(long length) throws IOException {
        byte[] bytes = in.readNBytes((int) Math.min(length, Integer.MAX_VALUE));
        if (bytes.length < length) {
            throw new EOFException("ended after " + bytes.length + " of " + length + " bytes");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Everything until the other side ends its direction. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    InputStream stream() {
        return in;
    }
}
