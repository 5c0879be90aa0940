package io.steelyard.admin.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Passwords as they are kept: hashed by Argon2id (RFC 9106) with what OWASP's Password Storage Cheat Sheet recommends
 * at the least, 19 MiB and two passes, written as the reference implementation writes it. One hash takes some tens of
 * milliseconds and those 19 MiB, so that whoever computes one sees to how many there are at a time.
 */
public final class Passwords {
    public static final int SHORTEST = 12;
    public static final int LONGEST = 256;

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    /** A hash from elsewhere may cost more, but no more than this. */
    private static final int MOST_MEMORY_KIB = 64 * 1024;

    private static final int MOST_PASSES = 10;
    private static final Pattern WRITTEN = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=([1-4])"
            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Compared with where there is no such user, so that the time does not say which names there are. */
    private static final String NOBODY = "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$"
            + "A".repeat(22) + "$" + "A".repeat(43);

    private Passwords() {}

    /** What is wrong with a new password, in one sentence; null where nothing is. */
    public static @Nullable String problem(String user, String password) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            return "a password has from " + SHORTEST + " to " + LONGEST + " characters, this one has " + length;
        }
        if (password.codePoints().distinct().count() < 5) {
            return "this password repeats a few characters, take one that is harder to guess";
        }
        String lower = password.toLowerCase(Locale.ROOT);
        return lower.replace(user, "").length() < SHORTEST / 2
                ? "this password is little else than the user's name, take one that is harder to guess"
                : null;
    }

    /** The hash of a password, with a salt of its own. Takes tens of milliseconds. */
    public static String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        byte[] hash = argon2id(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES);
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + encoded(salt) + "$"
                + encoded(hash);
    }

    /**
     * Whether this is the password. Takes tens of milliseconds, whatever is given.
     *
     * @param hash null where there is no such user: then it never is
     */
    static boolean matches(String password, @Nullable String hash) {
        Matcher parts = WRITTEN.matcher(hash == null ? NOBODY : hash);
        if (!parts.matches() || password.length() > 2 * LONGEST) {
            return false;
        }
        int memory = Integer.parseInt(parts.group(1));
        int passes = Integer.parseInt(parts.group(2));
        if (memory < 8 || memory > MOST_MEMORY_KIB || passes < 1 || passes > MOST_PASSES) {
            return false;
        }
        byte[] salt = Base64.getDecoder().decode(parts.group(4));
        byte[] expected = Base64.getDecoder().decode(parts.group(5));
        byte[] given = argon2id(password, salt, memory, passes, Integer.parseInt(parts.group(3)), expected.length);
        return MessageDigest.isEqual(given, expected) && hash != null;
    }

    private static byte[] argon2id(String password, byte[] salt, int memory, int passes, int lanes, int bytes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[bytes];
        generator.generateBytes(password.getBytes(UTF_8), hash);
        return hash;
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
