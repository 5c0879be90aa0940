package io.steelyard.health.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads certificates and keys out of PEM files (RFC 7468). Blocks on the disk: for reading a configuration, never for a
 * probe. What goes wrong is an {@link IllegalArgumentException} that names the file and what to do.
 */
public final class PemFile {
    private static final long MAX_BYTES = 1024 * 1024;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private PemFile() {}

    private record Block(String label, String base64) {
        byte[] content(String file) {
            try {
                return Base64.getMimeDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("'" + file + "' is damaged: " + e.getMessage(), e);
            }
        }
    }

    /** Every certificate in the file, in its order, at least one. */
    public static List<X509Certificate> certificates(String file) {
        List<X509Certificate> found = new ArrayList<>();
        for (Block block : blocks(file)) {
            if (block.label().equals("CERTIFICATE")) {
                found.add(certificate(file, block.content(file)));
            }
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("'" + file + "' holds no certificate in PEM form");
        }
        return found;
    }

    /** The first private key in the file, unencrypted PKCS #8. */
    public static PrivateKey key(String file) {
        for (Block block : blocks(file)) {
            if (block.label().equals("PRIVATE KEY")) {
                return key(file, block.content(file));
            }
            if (block.label().endsWith("PRIVATE KEY")) {
                throw new IllegalArgumentException("'" + file + "' holds a key of the form " + block.label()
                        + ", which is not read; 'openssl pkcs8 -topk8 -nocrypt -in " + file
                        + "' writes it in the form that is");
            }
        }
        throw new IllegalArgumentException("'" + file + "' holds no private key in PEM form");
    }

    private static X509Certificate certificate(String file, byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    "'" + file + "' holds a certificate that cannot be read: " + e.getMessage(), e);
        }
    }

    private static PrivateKey key(String file, byte[] der) {
        for (String algorithm : KEY_ALGORITHMS) {
            PrivateKey key = key(der, algorithm);
            if (key != null) {
                return key;
            }
        }
        throw new IllegalArgumentException(
                "'" + file + "' holds a private key of no known kind, it must be RSA, EC or Ed25519");
    }

    /** The key; null where it is of another kind. */
    private static @Nullable PrivateKey key(byte[] der, String algorithm) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (InvalidKeySpecException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Block> blocks(String file) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text(file));
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    private static String text(String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_BYTES) {
                throw new IllegalArgumentException("'" + file + "' is larger than 1 MiB, which no PEM file should be");
            }
            return Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("there is no file '" + file + "'", e);
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("'" + file + "' cannot be read: " + e.getMessage(), e);
        }
    }
}
