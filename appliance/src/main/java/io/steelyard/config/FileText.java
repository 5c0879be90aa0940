package io.steelyard.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration file holds at one moment, or why that can't be said.
 *
 * @param text null where there is a problem
 * @param problem null where there is a text
 */
public record FileText(@Nullable String text, @Nullable ConfigProblem problem) {

    /** Never throws; one that cannot be read is a problem like any other. */
    public static FileText of(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(ConfigReader.MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            return unreadable(file, "there is no such file");
        } catch (AccessDeniedException e) {
            return unreadable(file, "this file may not be read by the user that runs this command");
        } catch (IOException e) {
            return unreadable(file, "this file cannot be read: " + e.getMessage());
        }
        if (bytes.length > ConfigReader.MAX_BYTES) {
            return unreadable(file, "this file is longer than " + ConfigReader.MAX_BYTES / 1024 / 1024 + " MiB");
        }
        try {
            return new FileText(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString(),
                    null);
        } catch (CharacterCodingException e) {
            return unreadable(file, "this file is not text in UTF-8");
        }
    }

    private static FileText unreadable(Path file, String message) {
        return new FileText(null, new ConfigProblem(file.toString(), 0, "", message));
    }
}
