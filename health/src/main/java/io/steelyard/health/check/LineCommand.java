package io.steelyard.health.check;

import java.util.regex.Pattern;

/**
 * One question of a protocol of lines.
 *
 * @param line without its end
 * @param wanted what the reply must begin with
 */
record LineCommand(String line, LineReply reply, Pattern wanted) {
    static LineCommand of(String line, LineReply reply, String wanted) {
        return new LineCommand(line, reply, Pattern.compile(wanted));
    }

    boolean isAnsweredBy(String answer) {
        return wanted.matcher(answer).lookingAt();
    }
}
