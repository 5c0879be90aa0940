package io.steelyard.admin.accesslog;

import io.steelyard.event.ExchangeEnd;
import io.steelyard.event.Moment;
import java.nio.charset.StandardCharsets;

/** What is derived of an exchange's end for every form of line. */
final class Shown {
    static final byte[] REFERER = "referer".getBytes(StandardCharsets.US_ASCII);
    static final byte[] AGENT = "user-agent".getBytes(StandardCharsets.US_ASCII);
    static final byte[] AUTHORIZATION = "authorization".getBytes(StandardCharsets.US_ASCII);

    private Shown() {}

    /** Who ended it: {@code done} where all went well. */
    static String endedBy(ExchangeEnd end) {
        String side = end.failureSide();
        return side == null ? "done" : side;
    }

    /** How far it had come when it ended, as one word. */
    static String stage(ExchangeEnd end) {
        if (end.failure() == null) {
            return "done";
        }
        if (end.nanosTo(Moment.RESPONSE) >= 0) {
            return "response";
        }
        if (end.nanosTo(Moment.CONNECTED) >= 0) {
            return "waiting";
        }
        if (end.nanosTo(Moment.CHOSEN) >= 0) {
            return "connecting";
        }
        return end.nanosTo(Moment.HEAD) >= 0 ? "choosing" : "head";
    }

    /** The time between two moments in nanoseconds, -1 where one of them never came. */
    static long between(ExchangeEnd end, Moment from, Moment to) {
        long begin = end.nanosTo(from);
        long until = end.nanosTo(to);
        return begin < 0 || until < 0 ? -1 : Math.max(0, until - begin);
    }

    /** The time from the response's head to the end in nanoseconds, -1 where there was no response. */
    static long transfer(ExchangeEnd end) {
        long response = end.nanosTo(Moment.RESPONSE);
        return response < 0 ? -1 : Math.max(0, end.durationNanos() - response);
    }
}
