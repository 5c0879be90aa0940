package io.steelyard.admin.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.steelyard.config.ConfigReader;
import io.steelyard.config.revision.Revision;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A backup: a zip file with the configuration as it is written, secrets and all, and the list of revisions, which is for
 * people. Pure.
 *
 * @param configuration the text of the configuration file
 */
record Backup(String configuration) {
    static final String CONFIGURATION = "steelyard.yaml";
    /** A longer one is refused, in bytes. */
    static final int MAX_BYTES = ConfigReader.MAX_BYTES + 1024 * 1024;

    private static final int MOST_ENTRIES = 100;
    private static final String README = """
            This is a backup of Steelyard. It holds secrets: passwords and keys of the configuration stand in it as they are.
            Keep it where only administrators can read it.

            steelyard.yaml   the configuration that was in force
            revisions.txt    which revisions there were, when, by whom and why; their texts are not here
            """;

    /** The bytes of the file. */
    static byte[] write(String configuration, List<Revision> revisions, Instant now) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, UTF_8)) {
            put(zip, "README.txt", README, now);
            put(zip, CONFIGURATION, configuration, now);
            put(zip, "revisions.txt", list(revisions), now);
        } catch (IOException impossible) {
            throw new UncheckedIOException("an array of bytes failed", impossible);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String text, Instant now) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(now.toEpochMilli());
        zip.putNextEntry(entry);
        zip.write(text.getBytes(UTF_8));
        zip.closeEntry();
    }

    private static String list(List<Revision> revisions) {
        StringBuilder text = new StringBuilder();
        for (Revision revision : revisions) {
            text.append(revision.number())
                    .append('\t')
                    .append(revision.at())
                    .append('\t')
                    .append(revision.who())
                    .append('\t')
                    .append(revision.why())
                    .append('\n');
        }
        return text.toString();
    }

    /** Either of the two. */
    record Reading(@Nullable Backup backup, @Nullable String problem) {}

    /** What these bytes hold; whatever they are, no more is unpacked than a configuration may have. */
    static Reading read(byte[] bytes) {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes), UTF_8)) {
            for (int i = 0; i < MOST_ENTRIES; i++) {
                ZipEntry entry = zip.getNextEntry();
                if (entry == null) {
                    return problem("it has no " + CONFIGURATION + ", or is no zip file at all");
                }
                byte[] content = zip.readNBytes(ConfigReader.MAX_BYTES + 1);
                if (content.length > ConfigReader.MAX_BYTES) {
                    return problem(
                            shown(entry.getName()) + " in it is longer than " + ConfigReader.MAX_BYTES + " bytes");
                }
                if (entry.getName().equals(CONFIGURATION)) {
                    return new Reading(
                            new Backup(UTF_8.newDecoder()
                                    .decode(ByteBuffer.wrap(content))
                                    .toString()),
                            null);
                }
            }
            return problem("it has more than " + MOST_ENTRIES + " files");
        } catch (CharacterCodingException e) {
            return problem(CONFIGURATION + " in it is not text in UTF-8");
        } catch (IOException | IllegalArgumentException e) {
            return problem("it cannot be unpacked");
        }
    }

    private static String shown(String name) {
        String plain = name.replaceAll("\\p{C}", "?");
        return plain.length() <= 60 ? plain : plain.substring(0, 60) + "...";
    }

    private static Reading problem(String sentence) {
        return new Reading(null, sentence);
    }
}
