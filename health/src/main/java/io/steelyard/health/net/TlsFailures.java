package io.steelyard.health.net;

import io.netty.handler.ssl.NotSslRecordException;
import io.steelyard.health.DialogueFailure;
import io.steelyard.health.DialogueFailure.Kind;
import io.steelyard.health.settings.Quantities;
import io.steelyard.health.tls.CertificateFacts;
import io.steelyard.health.tls.TlsVersion;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What goes wrong with TLS, in plain words. */
final class TlsFailures {
    private static final Pattern ALERT = Pattern.compile("received fatal alert: ([a-z0-9_]{1,60})");
    private static final Pattern OLD = Pattern.compile("server selected protocol version (?:tls1([0-3])|(ssl\\w*))");
    private static final int MOST_DEPTH = 10;

    private TlsFailures() {}

    static boolean isTls(Throwable cause) {
        Throwable next = cause;
        for (int depth = 0; next != null && depth < MOST_DEPTH; depth++) {
            if (next instanceof SSLException) {
                return true;
            }
            next = next.getCause();
        }
        return false;
    }

    /** Why no TLS was agreed; {@code kind} as {@link Failures#broken} where it was the connection that broke. */
    static DialogueFailure handshake(Throwable cause, TlsVersion minimum) {
        DialogueFailure shortage = Failures.shortage(cause);
        if (shortage != null) {
            return shortage;
        }
        String said = Failures.said(cause);
        if (said.contains("reset")) {
            return new DialogueFailure(Kind.RESET, "connection reset during the TLS handshake");
        }
        if (cause instanceof ClosedChannelException
                || said.contains("broken pipe")
                || said.contains("closed while ssl/tls handshake")) {
            return new DialogueFailure(Kind.CLOSED, "closed during the TLS handshake");
        }
        if (said.contains("no appropriate protocol")) {
            return tls("this Java does not allow TLS " + minimum.number() + " or newer with any cipher it has");
        }
        Matcher old = OLD.matcher(said);
        if (old.find()) {
            String version = old.group(1) == null ? "SSL" : "TLS 1." + old.group(1);
            return tls(
                    "the server speaks " + version + " only, the check asks for TLS " + minimum.number() + " or newer");
        }
        return isTls(cause) ? broken(cause) : Failures.broken(cause);
    }

    /** Why TLS ended that had been agreed, or had not. */
    static DialogueFailure broken(Throwable cause) {
        String said = Failures.said(cause);
        Matcher alert = ALERT.matcher(said);
        if (alert.find()) {
            return tls("the server refused TLS: " + words(alert.group(1)));
        }
        if (notTls(cause) || said.contains("unsupported or unrecognized ssl message")) {
            return new DialogueFailure(Kind.NOT_TLS, "the answer is not TLS");
        }
        return tls("TLS failed: " + Failures.oneLine(root(cause)));
    }

    static DialogueFailure tooLate(Duration timeout) {
        return new DialogueFailure(
                Kind.NO_ANSWER, "the TLS handshake was not complete within " + Quantities.write(timeout));
    }

    static DialogueFailure bytesAhead() {
        return tls("the server sent more than its answer before the TLS handshake");
    }

    /** Why a certificate is not accepted. */
    static DialogueFailure certificate(
            CertificateFacts facts, Instant validFrom, Instant now, @Nullable Throwable cause) {
        if (facts.isExpired()) {
            return untrusted("certificate " + facts.expiry());
        }
        if (validFrom.isAfter(now)) {
            return untrusted("certificate is not valid before " + validFrom);
        }
        if (facts.selfSigned()) {
            return untrusted("certificate is self-signed and is no trusted authority's");
        }
        String said = cause == null ? "" : Failures.said(cause);
        if (said.contains("unable to find valid certification path") || said.contains("no trusted certificate")) {
            return untrusted("certificate was issued by nobody who is trusted");
        }
        return untrusted("certificate is not trusted" + (cause == null ? "" : ": " + Failures.oneLine(root(cause))));
    }

    static DialogueFailure otherName(CertificateFacts facts, String asked) {
        String names = facts.names().isEmpty()
                ? "nobody"
                : String.join(
                        ", ", facts.names().subList(0, Math.min(3, facts.names().size())));
        return untrusted("certificate is for " + printable(names) + ", not " + asked);
    }

    private static DialogueFailure tls(String reason) {
        return new DialogueFailure(Kind.TLS, reason);
    }

    private static DialogueFailure untrusted(String reason) {
        return new DialogueFailure(Kind.CERTIFICATE, reason);
    }

    private static String words(String alert) {
        return switch (alert) {
            case "bad_certificate", "certificate_required" ->
                "it wants a client certificate, or another one (" + alert.replace('_', ' ') + ")";
            case "unrecognized_name" -> "it has no site of that name (unrecognized name)";
            case "unknown_ca" -> "it does not trust who issued the client certificate (unknown ca)";
            default -> alert.replace('_', ' ');
        };
    }

    private static String printable(String text) {
        String cut = text.length() > 200 ? text.substring(0, 200) + "..." : text;
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static boolean notTls(Throwable cause) {
        Throwable next = cause;
        for (int depth = 0; next != null && depth < MOST_DEPTH; depth++) {
            if (next instanceof NotSslRecordException) {
                return true;
            }
            next = next.getCause();
        }
        return false;
    }

    private static Throwable root(Throwable cause) {
        Throwable root = cause;
        for (int depth = 0; root.getCause() != null && depth < MOST_DEPTH; depth++) {
            root = root.getCause();
        }
        return root;
    }
}
