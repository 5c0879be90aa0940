package io.steelyard.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The text of a page out of a file, or what is wrong with the file. It must lie below the configuration's own directory:
 * whoever may change the configuration shall not thereby publish any file of this machine.
 */
record PageFile(@Nullable PageText found, String problem) {

    static PageFile read(Path directory, String name) {
        try {
            Path root = directory.toRealPath();
            Path file = root.resolve(name).toRealPath();
            if (!file.startsWith(root) || !Files.isRegularFile(file)) {
                return wrong(name, "is no file below the directory of the configuration file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return new PageFile(text(in.readNBytes(ErrorPageConfig.MAX_BYTES + 1)), "");
            }
        } catch (NoSuchFileException e) {
            return wrong(name, "does not exist in the directory of the configuration file");
        } catch (AccessDeniedException e) {
            return wrong(name, "may not be read by the user that runs this command");
        } catch (CharacterCodingException e) {
            return wrong(name, "is not text in UTF-8");
        } catch (IllegalArgumentException | IOException e) {
            return wrong(name, e instanceof InvalidPathException ? "is not a path" : "is no good: " + e.getMessage());
        }
    }

    private static PageFile wrong(String name, String why) {
        return new PageFile(null, "the file '" + name + "' " + why);
    }

    private static PageText text(byte[] bytes) throws CharacterCodingException {
        if (bytes.length > ErrorPageConfig.MAX_BYTES) {
            throw new IllegalArgumentException("it is longer than " + ErrorPageConfig.MAX_BYTES / 1024 + " KiB");
        }
        return new PageText(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString());
    }

    /** @throws IllegalArgumentException with a sentence that says what is wrong */
    PageText text() {
        if (found == null) {
            throw new IllegalArgumentException(problem);
        }
        return found;
    }
}
