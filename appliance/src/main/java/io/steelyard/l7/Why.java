package io.steelyard.l7;

import io.steelyard.config.DebugConfig;
import io.steelyard.event.Moment;
import io.steelyard.pool.Explanation;
import io.steelyard.pool.Pool;
import io.steelyard.pool.RealServer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Notes why one request goes where it goes, and says so in fields of its response. Made only for a request whose sender
 * is to be told, so that it may allocate.
 */
final class Why {
    /** Real servers that are named; the others are counted. */
    static final int MOST_SERVERS = 20;

    private static final int MOST_CHARACTERS = 300;

    private final Request request;
    private final Outcome soFar;
    private final Attempts attempts;
    private @Nullable Explanation explanation;

    Why(Request request, Outcome soFar, Attempts attempts) {
        this.request = request;
        this.soFar = soFar;
        this.attempts = attempts;
    }

    /** Picks from the pool and notes why it came out so; of several times the last counts. */
    @Nullable
    RealServer pick(Pool pool) {
        Explanation before = pool.explain(request, Pool.MAX_SERVERS);
        RealServer chosen = pool.pick(request);
        explanation = before.chose(chosen, request.stay()).withAtMost(MOST_SERVERS);
        return chosen;
    }

    /** The request goes to this one, which may have been waited for. */
    void given(RealServer server) {
        if (explanation != null) {
            explanation = explanation.chose(server, request.stay());
        }
    }

    /** Puts the fields into the head that is there. */
    void addTo(HeadWriter out) {
        StringBuilder fields = new StringBuilder(2048);
        Explanation what = explanation;
        line(fields, summary(what));
        for (int i = 0; i < attempts.failed(); i++) {
            line(
                    fields,
                    "attempt on " + attempts.failedServer(i).name() + " failed: "
                            + attempts.failure(i).word());
        }
        if (what != null) {
            servers(fields, what);
        }
        line(
                fields,
                "milliseconds: head " + millis(soFar.nanosTo(Moment.HEAD)) + ", queued " + millis(soFar.queuedNanos())
                        + ", chosen "
                        + millis(soFar.nanosTo(Moment.CHOSEN)) + ", connected "
                        + millis(soFar.nanosTo(Moment.CONNECTED))
                        + ", answered " + millis(soFar.nanosSoFar()));
        out.insertFields(fields.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private String summary(@Nullable Explanation what) {
        RealServer chosen = what == null ? null : what.chosen();
        String text = "virtual service " + soFar.virtualService() + "; route " + (what == null ? "redirect" : "pool")
                + "; persistence " + request.stay().word() + "; real server "
                + (chosen == null ? "none" : chosen.name())
                + "; attempts " + attempts.begun();
        if (what == null) {
            return text;
        }
        RealServer had = what.had();
        return text
                + (what.host() == null ? "" : "; host name " + what.host())
                + (had == null || had == chosen ? "" : "; had " + had.name() + ": " + what.notKept())
                + (what.closed() == null ? "" : "; closed: " + what.closed());
    }

    private static void servers(StringBuilder fields, Explanation what) {
        for (Explanation.Considered one : what.servers()) {
            line(
                    fields,
                    one.server().name()
                            + (one.server() == what.chosen() ? " chosen: " : one.fit() ? ": " : " out: ")
                            + one.reason());
        }
        if (what.moreFit() + what.moreOut() > 0) {
            line(fields, "and others: " + what.moreFit() + " fit, " + what.moreOut() + " out");
        }
    }

    private static String millis(long nanos) {
        return nanos < 0 ? "-" : String.format(Locale.ROOT, "%.3f", nanos / 1_000_000.0);
    }

    /** A reason may hold what a real server sent: only what cannot harm a head gets into one. */
    private static void line(StringBuilder fields, String text) {
        fields.append(DebugConfig.FIELD).append(": ");
        for (int at = 0; at < Math.min(text.length(), MOST_CHARACTERS); at++) {
            char sign = text.charAt(at);
            fields.append(sign < ' ' || sign > '~' ? '?' : sign);
        }
        fields.append("\r\n");
    }
}
