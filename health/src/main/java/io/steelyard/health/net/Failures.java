package io.steelyard.health.net;

import io.steelyard.health.DialogueFailure;
import io.steelyard.health.DialogueFailure.Kind;
import io.steelyard.health.settings.Quantities;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** What the network throws, in plain words. */
final class Failures {
    private static final int MOST_DEPTH = 5;

    private Failures() {}

    /** What the appliance itself lacked, which says nothing of the real server; null where it lacked nothing. */
    static @Nullable DialogueFailure shortage(Throwable cause) {
        String said = said(cause);
        if (said.contains("too many open files")) {
            return own("the appliance has no file handle left to ask with");
        }
        if (said.contains("cannot assign") || said.contains("address already in use")) {
            return own("the appliance has no local port or address left to ask from");
        }
        if (said.contains("no buffer space") || said.contains("cannot allocate memory")) {
            return own("the appliance has no memory left to ask with");
        }
        Throwable next = cause;
        for (int depth = 0; next != null && depth < MOST_DEPTH; depth++) {
            if (next instanceof RejectedExecutionException) {
                return own("the appliance has too much to do to ask");
            }
            next = next.getCause();
        }
        return null;
    }

    static DialogueFailure stopping() {
        return own("the connection could not be opened: the appliance is stopping");
    }

    private static DialogueFailure own(String reason) {
        return new DialogueFailure(Kind.OWN, reason);
    }

    /** Why a connection could not be opened. */
    static DialogueFailure connecting(Throwable cause) {
        if (cause instanceof DialogueFailure known) {
            return known;
        }
        DialogueFailure shortage = shortage(cause);
        if (shortage != null) {
            return shortage;
        }
        String said = said(cause);
        if (said.contains("refused")) {
            return new DialogueFailure(Kind.REFUSED, "connection refused");
        }
        if (cause instanceof NoRouteToHostException || said.contains("no route")) {
            return new DialogueFailure(Kind.UNREACHABLE, "no route to the real server");
        }
        if (said.contains("unreachable")) {
            return new DialogueFailure(Kind.UNREACHABLE, "network unreachable");
        }
        if (said.contains("timed out")) {
            return new DialogueFailure(Kind.NO_CONNECTION, "no connection: the real server does not answer");
        }
        if (said.contains("reset")) {
            return new DialogueFailure(Kind.RESET, "connection reset");
        }
        return new DialogueFailure(Kind.UNREACHABLE, "the connection could not be opened: " + oneLine(cause));
    }

    static DialogueFailure noConnection(Duration timeout) {
        return new DialogueFailure(Kind.NO_CONNECTION, "no connection within " + Quantities.write(timeout));
    }

    /** Why an open connection broke. */
    static DialogueFailure broken(Throwable cause) {
        DialogueFailure shortage = shortage(cause);
        if (shortage != null) {
            return shortage;
        }
        if (TlsFailures.isTls(cause)) {
            return TlsFailures.broken(cause);
        }
        String said = said(cause);
        if (said.contains("reset")) {
            return new DialogueFailure(Kind.RESET, "connection reset");
        }
        if (cause instanceof IOException) {
            return new DialogueFailure(Kind.RESET, "the connection broke: " + oneLine(cause));
        }
        return new DialogueFailure(Kind.DEFECT, "the probe itself failed: " + oneLine(cause));
    }

    /**
     * Why something could not be sent. A reset that is met while writing closes the channel at once, and is never met
     * again while reading; a broken pipe is what is left where the other side had closed in order before.
     */
    static DialogueFailure writing(Throwable cause, boolean someCame) {
        boolean wasClosed =
                cause instanceof ClosedChannelException || said(cause).contains("broken pipe");
        return wasClosed ? closed(someCame) : broken(cause);
    }

    /** Why nothing, or not enough, came in time. */
    static DialogueFailure tooLate(boolean someCame, Duration timeout) {
        String within = " within " + Quantities.write(timeout);
        return someCame
                ? new DialogueFailure(Kind.INCOMPLETE, "the answer was not complete" + within)
                : new DialogueFailure(Kind.NO_ANSWER, "no answer" + within);
    }

    static DialogueFailure closed(boolean someCame) {
        return new DialogueFailure(
                Kind.CLOSED, someCame ? "closed before the answer was complete" : "closed without an answer");
    }

    static DialogueFailure tooLong(int most) {
        String bound = most % 1024 == 0 ? most / 1024 + " KiB" : most + " bytes";
        return new DialogueFailure(Kind.TOO_LONG, "the answer did not end within " + bound);
    }

    static String said(Throwable cause) {
        StringBuilder said = new StringBuilder();
        Throwable next = cause;
        for (int depth = 0; next != null && depth < MOST_DEPTH; depth++) {
            said.append(next.getMessage()).append('\n');
            next = next.getCause();
        }
        return said.toString().toLowerCase(Locale.ROOT);
    }

    static String oneLine(Throwable cause) {
        String said = cause.getMessage();
        return (said == null ? cause.getClass().getSimpleName() : said).replaceAll("\\p{Cntrl}+", " ");
    }
}
