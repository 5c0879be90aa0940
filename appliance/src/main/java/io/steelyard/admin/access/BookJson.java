package io.steelyard.admin.access;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link Book} as its file has it. A file that is not just so is refused whole, never read in part. */
final class BookJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private BookJson() {}

    static byte[] write(Book book) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator out = JSON.createGenerator(bytes).useDefaultPrettyPrinter()) {
            out.writeStartObject();
            out.writeArrayFieldStart("users");
            for (User user : book.users()) {
                out.writeStartObject();
                out.writeStringField("name", user.name());
                out.writeStringField("role", user.role().word());
                out.writeBooleanField("disabled", user.disabled());
                out.writeStringField("password", user.hash());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeArrayFieldStart("tokens");
            for (Token token : book.tokens()) {
                write(out, token);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator out, Token token) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", token.name());
        out.writeStringField("role", token.role().word());
        out.writeStringField("made", token.made().toString());
        out.writeStringField("madeBy", token.madeBy());
        out.writeStringField("expires", token.expires().toString());
        out.writeStringField("hash", token.hash());
        if (token.lastUsed() != null) {
            out.writeStringField("lastUsed", token.lastUsed().toString());
        }
        out.writeEndObject();
    }

    /** @throws IOException with what is wrong, without a word of what is secret in it */
    static Book read(byte[] bytes) throws IOException {
        JsonNode root;
        try {
            root = JSON.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new IOException("line " + e.getLocation().getLineNr() + " is not JSON");
        }
        if (!root.path("users").isArray() || !root.path("tokens").isArray()) {
            throw new IOException("it has no lists 'users' and 'tokens'");
        }
        List<User> users = new ArrayList<>();
        List<Token> tokens = new ArrayList<>();
        try {
            for (JsonNode user : root.path("users")) {
                users.add(new User(
                        text(user, "name"), role(user), user.path("disabled").asBoolean(), text(user, "password")));
            }
            for (JsonNode token : root.path("tokens")) {
                tokens.add(token(token));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException(e.getMessage(), e);
        }
        return new Book(users, tokens);
    }

    private static Token token(JsonNode node) throws IOException {
        return new Token(
                text(node, "name"),
                role(node),
                Instant.parse(text(node, "made")),
                text(node, "madeBy"),
                Instant.parse(text(node, "expires")),
                text(node, "hash"),
                instant(node.path("lastUsed")));
    }

    private static @Nullable Instant instant(JsonNode node) {
        return node.isTextual() ? Instant.parse(node.asText()) : null;
    }

    private static Role role(JsonNode node) throws IOException {
        Role role = Role.of(text(node, "role"));
        if (role == null) {
            throw new IOException("there is no role '" + text(node, "role") + "'");
        }
        return role;
    }

    private static String text(JsonNode node, String field) throws IOException {
        if (!node.path(field).isTextual()) {
            throw new IOException("an entry has no '" + field + "'");
        }
        return node.path(field).asText();
    }
}
