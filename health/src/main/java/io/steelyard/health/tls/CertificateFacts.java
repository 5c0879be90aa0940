package io.steelyard.health.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of the certificate that a real server showed, whether or not it was verified.
 *
 * @param subject the distinguished name of whom it was issued to, at most {@link #MAX_SUBJECT} characters
 * @param names the host names and IP addresses it is for, at most {@link #MAX_NAMES}; those of the subject where it has
 *     no others
 * @param notAfter until when it is valid
 * @param daysLeft whole days from the probe until then; negative once it has expired
 * @param selfSigned whether it was issued by itself
 * @param nameMatches whether it is for the name that the probe asked by
 */
public record CertificateFacts(
        String subject, List<String> names, Instant notAfter, long daysLeft, boolean selfSigned, boolean nameMatches) {

    /** How much of a subject is kept. */
    public static final int MAX_SUBJECT = 300;

    /** How many names are kept. */
    public static final int MAX_NAMES = 20;

    /** With fewer days left than this, a verdict of up says so. */
    public static final int DAYS_OF_WARNING = 30;

    public CertificateFacts {
        names = List.copyOf(names);
    }

    /**
     * Those of this certificate, for a probe that asked by this name.
     *
     * @param asked a host name, or an IP address as a literal
     */
    public static CertificateFacts of(X509Certificate certificate, String asked, Instant now) {
        String subject = certificate.getSubjectX500Principal().getName();
        List<String> names = CertificateNames.of(certificate);
        Instant notAfter = certificate.getNotAfter().toInstant();
        return new CertificateFacts(
                subject.length() > MAX_SUBJECT ? subject.substring(0, MAX_SUBJECT) : subject,
                names.size() > MAX_NAMES ? names.subList(0, MAX_NAMES) : names,
                notAfter,
                Math.floorDiv(
                        Duration.between(now, notAfter).toSeconds(),
                        Duration.ofDays(1).toSeconds()),
                isSelfSigned(certificate),
                CertificateNames.match(names, asked));
    }

    /** What an administrator should hear even while all is well; null where it is valid for long. */
    public @Nullable String warning() {
        return daysLeft < DAYS_OF_WARNING ? "certificate " + expiry() : null;
    }

    /** Such as {@code expires in 12 days} or {@code expired 3 days ago}. */
    public String expiry() {
        if (daysLeft >= 0) {
            return daysLeft == 0 ? "expires within a day" : "expires in " + days(daysLeft);
        }
        return daysLeft == -1 ? "expired within the last day" : "expired " + days(-daysLeft - 1) + " ago";
    }

    public boolean isExpired() {
        return daysLeft < 0;
    }

    private static String days(long count) {
        return count == 1 ? "1 day" : count + " days";
    }

    private static boolean isSelfSigned(X509Certificate certificate) {
        if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
