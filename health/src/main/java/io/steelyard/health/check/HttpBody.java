package io.steelyard.health.check;

import io.steelyard.health.Ending;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer's body ends, and what is in it (RFC 9112, section 6). Lenient, unlike the data plane: a body is looked
 * at for a few words, and one that breaks off has those up to there.
 */
final class HttpBody {
    private static final int MAX_CHUNK_LINE = 1024;

    private HttpBody() {}

    static boolean isChunked(HttpAnswerHead head) {
        String coding = head.find("Transfer-Encoding");
        return coding != null && coding.toLowerCase(Locale.ROOT).contains("chunked");
    }

    static Ending ending(HttpAnswerHead head, int most) {
        if (head.code() == 204 || head.code() == 304) {
            return Ending.count(0);
        }
        if (isChunked(head)) {
            return new Chunks(null);
        }
        String length = head.find("Content-Length");
        if (length == null || !length.matches("\\d{1,18}")) {
            return Ending.endOfStream();
        }
        return Ending.count((int) Math.min(Long.parseLong(length), most));
    }

    /** The body's bytes, one character each, out of their chunks. */
    static String text(HttpAnswerHead head, byte[] received) {
        if (!isChunked(head)) {
            return new String(received, StandardCharsets.ISO_8859_1);
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream(received.length);
        new Chunks(content).find(received, 0, received.length);
        return content.toString(StandardCharsets.ISO_8859_1);
    }

    /** Walks from chunk to chunk (RFC 9112, section 7.1) and remembers how far it got. */
    private static final class Chunks implements Ending {
        private final @Nullable ByteArrayOutputStream content;
        private int at;

        Chunks(@Nullable ByteArrayOutputStream content) {
            this.content = content;
        }

        @Override
        public int find(byte[] bytes, int seen, int length) {
            while (true) {
                int lineEnd = lineEnd(bytes, length);
                if (lineEnd < 0) {
                    return length - at > MAX_CHUNK_LINE ? length : NOT_YET;
                }
                int size = size(bytes, lineEnd);
                if (size <= 0) {
                    return lineEnd + 1; // the last chunk, or what is none; trailers are not looked at
                }
                int next = lineEnd + 1 + size + 2;
                if (content != null) {
                    content.write(bytes, lineEnd + 1, Math.min(size, length - lineEnd - 1));
                }
                if (next > length) {
                    return NOT_YET;
                }
                at = next;
            }
        }

        private int lineEnd(byte[] bytes, int length) {
            for (int i = at; i < length; i++) {
                if (bytes[i] == '\n') {
                    return i;
                }
            }
            return -1;
        }

        /** The chunk's size, bounded; negative where the line says none. */
        private int size(byte[] bytes, int lineEnd) {
            int size = -1;
            for (int i = at; i < lineEnd; i++) {
                int digit = Character.digit(bytes[i], 16);
                if (digit < 0) {
                    break;
                }
                size = Math.min((Math.max(size, 0) << 4) + digit, 1 << 24);
            }
            return size;
        }
    }
}
