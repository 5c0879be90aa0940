package io.steelyard.admin.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** A certificate and its key in two PEM files: PKCS #8, or as OpenSSL writes RSA and EC keys. */
final class PemFiles {
    private static final int MOST_BYTES = 1024 * 1024;
    private static final Map<String, String> KINDS =
            Map.of("1.2.840.113549.1.1.1", "RSA", "1.2.840.10045.2.1", "EC", "1.3.101.112", "Ed25519");

    private PemFiles() {}

    /** @throws IOException with a sentence that names the file and what is wrong with it */
    static Certificate read(Path certificates, Path key) throws IOException {
        List<X509Certificate> chain = chain(certificates);
        PrivateKey privateKey = key(key);
        if (!belong(privateKey, chain.get(0).getPublicKey())) {
            throw new IOException("the key in " + key + " is not that of the first certificate in " + certificates);
        }
        return new Certificate(privateKey, chain);
    }

    static byte[] write(Certificate certificate) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter out = new PemWriter(text)) {
            for (X509Certificate each : certificate.chain()) {
                out.writeObject(new PemObject("CERTIFICATE", each.getEncoded()));
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        return text.toString().getBytes(US_ASCII);
    }

    static byte[] write(PrivateKey key) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter out = new PemWriter(text)) {
            out.writeObject(new PemObject("PRIVATE KEY", key.getEncoded()));
        }
        return text.toString().getBytes(US_ASCII);
    }

    private static List<X509Certificate> chain(Path file) throws IOException {
        List<X509Certificate> chain = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(text(file)))) {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (PemObject next = parser.readPemObject(); next != null; next = parser.readPemObject()) {
                if (next.getType().equals("CERTIFICATE")) {
                    chain.add(
                            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(next.getContent())));
                }
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " has a certificate that can't be read: " + e.getMessage(), e);
        }
        if (chain.isEmpty()) {
            throw new IOException(file + " has no certificate in PEM");
        }
        return chain;
    }

    private static PrivateKey key(Path file) throws IOException {
        try (PEMParser parser = new PEMParser(new StringReader(text(file)))) {
            for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
                if (next instanceof PrivateKeyInfo info) {
                    return key(info);
                }
                if (next instanceof PEMKeyPair pair) {
                    return key(pair.getPrivateKeyInfo());
                }
            }
        } catch (GeneralSecurityException | PEMException | IllegalArgumentException e) {
            throw new IOException(file + " has a key that can't be read: " + e.getMessage(), e);
        }
        throw new IOException(file + " has no private key in PEM without a password");
    }

    private static PrivateKey key(PrivateKeyInfo info) throws IOException, GeneralSecurityException {
        ASN1ObjectIdentifier kind = info.getPrivateKeyAlgorithm().getAlgorithm();
        String algorithm = KINDS.get(kind.getId());
        if (algorithm == null) {
            throw new GeneralSecurityException("keys of the kind " + kind + " are not known here, RSA and EC are");
        }
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }

    private static String text(Path file) throws IOException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException(file + " is longer than " + MOST_BYTES + " bytes");
            }
            return new String(Files.readAllBytes(file), US_ASCII);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        }
    }

    /** Whether what the one signs, the other takes. */
    private static boolean belong(PrivateKey key, PublicKey open) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            byte[] something = "steelyard".getBytes(US_ASCII);
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(something);
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(open);
            verifying.update(something);
            return verifying.verify(signing.sign());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
