package io.steelyard.admin.configuration;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.steelyard.admin.Problem;
import io.steelyard.admin.Problem.Culprit;
import io.steelyard.admin.Unfit;
import io.steelyard.admin.Who;
import io.steelyard.config.revision.Revision;
import io.steelyard.health.settings.Quantities;
import io.steelyard.service.change.Probation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a change is to be made: from what, whether at all, why, and for how long unless it is confirmed.
 *
 * @param base the revision that the client has seen
 * @param probation null for good
 */
public record ChangeRequest(
        long base,
        boolean planOnly,
        String who,
        String why,
        @Nullable Duration probation) {

    /** @param current the revision in force */
    public static ChangeRequest of(ServiceRequestContext ctx, AggregatedHttpRequest request, Who who, long current)
            throws Unfit {
        boolean planOnly = planOnly(ctx.queryParam("plan"));
        String why = ctx.queryParam("why");
        if (why != null && why.length() > Revision.MAX_WHY) {
            throw unfit("why", why.substring(0, 40) + "...", "at most " + Revision.MAX_WHY + " characters are kept");
        }
        String tags = request.headers().get(HttpHeaderNames.IF_MATCH);
        if (tags == null && !planOnly) {
            throw new Unfit(
                    HttpStatus.PRECONDITION_REQUIRED,
                    "A change needs the header If-Match with the ETag of what it was made from, so that nobody else's change"
                            + " is overwritten unseen; the one in force is " + tag(current) + ".");
        }
        if (tags != null && !matches(tags, current)) {
            throw stale(current);
        }
        return new ChangeRequest(
                current, planOnly, who.of(ctx), why == null ? "" : why, probation(ctx.queryParam("confirm")));
    }

    static Unfit stale(long current) {
        return new Unfit(
                HttpStatus.PRECONDITION_FAILED,
                "The configuration was changed meanwhile: revision " + current
                        + " is in force. Look at that one and make the change anew.");
    }

    /** The ETag of a revision. */
    public static String tag(long revision) {
        return "\"" + revision + "\"";
    }

    /** Whether one of the tags in a header is this revision's (RFC 9110, section 13.1.1). */
    static boolean matches(String tags, long revision) {
        if (tags.strip().equals("*")) {
            return true;
        }
        for (String tag : tags.split(",", 100)) {
            if (tag.strip().equals(tag(revision))) {
                return true;
            }
        }
        return false;
    }

    private static boolean planOnly(@Nullable String plan) throws Unfit {
        if (plan != null && !plan.equals("only")) {
            throw unfit("plan", plan, "this must be 'only', or be left out", "only");
        }
        return plan != null;
    }

    private static @Nullable Duration probation(@Nullable String confirm) throws Unfit {
        if (confirm == null) {
            return null;
        }
        try {
            Duration probation = Quantities.duration(confirm);
            if (probation.compareTo(Probation.SHORTEST) >= 0 && probation.compareTo(Probation.LONGEST) <= 0) {
                return probation;
            }
            throw unfit(
                    "confirm",
                    confirm,
                    "this must be from " + Quantities.write(Probation.SHORTEST) + " to "
                            + Quantities.write(Probation.LONGEST));
        } catch (IllegalArgumentException e) {
            throw unfit("confirm", confirm, String.valueOf(e.getMessage()));
        }
    }

    private static Unfit unfit(String name, String value, String sentence, String... allowed) {
        return new Unfit(new Problem(
                HttpStatus.UNPROCESSABLE_ENTITY,
                name + ": " + sentence + ".",
                new Culprit(name, value, List.of(allowed))));
    }
}
