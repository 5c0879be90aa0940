package io.steelyard.config.revision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.steelyard.config.revision.Revision.Origin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A revision as a file: one comment line with what is known of it and a checksum, then its text to the byte. So one
 * rename saves both, and the file is itself a configuration file.
 */
record RevisionFile(Revision revision, String text) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEGINNING = "# steelyard-revision ";
    private static final int MAX_HEAD = 16 * 1024;

    byte[] bytes() {
        ObjectNode head = JSON.createObjectNode();
        head.put("number", revision.number());
        head.put("at", revision.at().toString());
        head.put("who", revision.who());
        head.put("why", revision.why());
        head.put("origin", revision.origin().name());
        Long madeFrom = revision.madeFrom();
        if (madeFrom != null) {
            head.put("madeFrom", madeFrom);
        }
        head.put("onProbation", revision.onProbation());
        head.put("sha256", digest(text));
        return (BEGINNING + head + "\n" + text).getBytes(StandardCharsets.UTF_8);
    }

    /** What is known of it; null where the file begins with anything else. */
    static @Nullable Revision head(byte[] start) {
        JsonNode head = headOf(start);
        return head == null ? null : revision(head);
    }

    /** The whole of it; null where it is not what was written. */
    static @Nullable RevisionFile of(byte[] bytes) {
        JsonNode head = headOf(bytes);
        Revision revision = head == null ? null : revision(head);
        if (head == null || revision == null) {
            return null;
        }
        int begin = lineEnd(bytes) + 1;
        String text = new String(bytes, begin, bytes.length - begin, StandardCharsets.UTF_8);
        return head.path("sha256").asText().equals(digest(text)) ? new RevisionFile(revision, text) : null;
    }

    private static @Nullable JsonNode headOf(byte[] bytes) {
        int end = lineEnd(bytes);
        String line = end < 0 ? "" : new String(bytes, 0, end, StandardCharsets.UTF_8);
        if (!line.startsWith(BEGINNING)) {
            return null;
        }
        try {
            return JSON.readTree(line.substring(BEGINNING.length()));
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static int lineEnd(byte[] bytes) {
        for (int i = 0; i < bytes.length && i < MAX_HEAD; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable Revision revision(JsonNode head) {
        try {
            return new Revision(
                    head.path("number").asLong(),
                    Instant.parse(head.path("at").asText()),
                    head.path("who").asText(),
                    head.path("why").asText(),
                    Origin.valueOf(head.path("origin").asText()),
                    head.hasNonNull("madeFrom") ? head.path("madeFrom").asLong() : null,
                    head.path("onProbation").asBoolean());
        } catch (DateTimeException | IllegalArgumentException e) {
            return null;
        }
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
