package io.steelyard.admin.access;

import io.steelyard.config.AdminConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that the admin side shows: the configured one, or one of its own making. Another one in the files is
 * taken at the next {@link #tick}; files that can't be read are logged, and the certificate before them stays. Reading is
 * a volatile read.
 */
public final class ServedCertificate {
    private static final Logger log = LoggerFactory.getLogger(ServedCertificate.class);

    private final AdminConfig config;
    private final Path directory;
    private final Clock clock;
    private volatile Certificate current;
    private String read = "";

    private ServedCertificate(AdminConfig config, Path directory, Clock clock, Certificate current) {
        this.config = config;
        this.directory = directory;
        this.clock = clock;
        this.current = current;
    }

    /**
     * Uses the disk.
     *
     * @param directory where one of its own is kept
     * @throws IOException with a sentence that names the setting and what is wrong with its file
     */
    public static ServedCertificate of(AdminConfig config, Path directory, Clock clock) throws IOException {
        ServedCertificate served = new ServedCertificate(config, directory, clock, load(config, directory, clock));
        served.read = served.stamp();
        return served;
    }

    public Certificate current() {
        return current;
    }

    /** Looks whether the files are others now. Uses the disk. */
    public synchronized void tick() {
        String now = stamp();
        boolean own = config.tls().certificate().isEmpty();
        boolean old = own && !OwnCertificate.isGood(current.chain().get(0), config, clock.instant());
        if (now.equals(read) && !old) {
            return;
        }
        try {
            Certificate next = load(config, directory, clock);
            if (!next.equals(current)) {
                current = next;
                log.info(
                        "the admin side has another certificate: {}, until {}",
                        next,
                        next.chain().get(0).getNotAfter());
            }
        } catch (IOException e) {
            log.error("the admin side keeps its certificate: {}", e.getMessage());
        }
        read = stamp();
    }

    private static Certificate load(AdminConfig config, Path directory, Clock clock) throws IOException {
        String certificate = config.tls().certificate();
        if (!certificate.isEmpty()) {
            try {
                return PemFiles.read(Path.of(certificate), Path.of(config.tls().key()));
            } catch (IOException e) {
                throw new IOException("admin.tls: " + e.getMessage(), e);
            }
        }
        try {
            return OwnCertificate.in(directory, config, clock);
        } catch (GeneralSecurityException e) {
            throw new IOException("admin.tls: no certificate could be made: " + e.getMessage(), e);
        }
    }

    private String stamp() {
        boolean own = config.tls().certificate().isEmpty();
        return stamp(
                        own
                                ? directory.resolve(OwnCertificate.CERTIFICATE)
                                : Path.of(config.tls().certificate()))
                + stamp(
                        own
                                ? directory.resolve(OwnCertificate.KEY)
                                : Path.of(config.tls().key()));
    }

    private static @Nullable String stamp(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.size() + " " + now.lastModifiedTime() + " " + now.fileKey() + " ";
        } catch (IOException gone) {
            return "gone ";
        }
    }
}
