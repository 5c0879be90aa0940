package io.steelyard.health.check;

import io.steelyard.health.DialogueFailure;
import io.steelyard.health.DialogueFailure.Kind;
import io.steelyard.health.settings.Quantities;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the program {@code ping} says, in words. It ends with 0 when an answer came, with 1 when none did, and with
 * another status when it could not ask.
 *
 * @param up whether an answer came
 * @param reason in words
 * @param failure what kept an answer from coming; null where one came
 */
record PingAnswer(boolean up, String reason, DialogueFailure.@Nullable Kind failure) {
    static final int ANSWERED = 0;
    static final int NOT_ANSWERED = 1;

    private static final Pattern TIME = Pattern.compile("time[=<]([\\d.]{1,12}) ?ms");
    private static final Pattern REFUSAL = Pattern.compile(
            "From (\\S{1,60}?):? .{0,40}?((?:Destination|Packet|Communication|Time|Address|Parameter|Source|Dest)"
                    + " [A-Za-z ]{1,40})");

    static PingAnswer read(int exit, String output, Duration timeout) {
        if (exit == ANSWERED) {
            Matcher time = TIME.matcher(output);
            return new PingAnswer(
                    true, "answered the ping" + (time.find() ? " in " + time.group(1) + " ms" : ""), null);
        }
        Matcher refusal = REFUSAL.matcher(output);
        if (refusal.find()) {
            return down(
                    Kind.UNREACHABLE,
                    "the ping did not get there: " + Words.excerpt(refusal.group(1), 60) + " says '"
                            + Words.excerpt(refusal.group(2), 40) + "'");
        }
        if (output.contains("unreachable")) {
            return down(Kind.UNREACHABLE, "network unreachable");
        }
        if (output.contains("sendmsg: Operation not permitted")) {
            return down(Kind.OWN, "the appliance's own firewall did not let the ping out");
        }
        return exit == NOT_ANSWERED ? silent(timeout) : down(Kind.OWN, "ping failed: " + complaint(output));
    }

    /** The program itself could not be run. */
    static PingAnswer notRun(String why) {
        return down(Kind.OWN, "the appliance could not run ping: " + Words.excerpt(why, 200));
    }

    static PingAnswer silent(Duration timeout) {
        return down(Kind.NO_ANSWER, "no answer to the ping within " + Quantities.write(timeout));
    }

    /** The last line that says something, which is where ping complains. */
    static String complaint(String output) {
        List<String> lines =
                output.lines().filter(line -> !line.isBlank()).limit(100).toList();
        return lines.isEmpty() ? "it said nothing" : Words.excerpt(lines.get(lines.size() - 1), 200);
    }

    private static PingAnswer down(Kind failure, String reason) {
        return new PingAnswer(false, reason, failure);
    }
}
