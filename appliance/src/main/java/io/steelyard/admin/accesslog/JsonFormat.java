package io.steelyard.admin.accesslog;

import io.steelyard.event.ExchangeEnd;
import io.steelyard.event.Moment;
import io.steelyard.pool.Span;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object on one line. Every name is always there, in the same order; what there is nothing to say of is null.
 * The names are those of {@link io.steelyard.config.AccessLogField}, a dot standing for a group.
 */
final class JsonFormat implements LineFormat {

    @Override
    public void write(ExchangeEnd end, long beganMillis, TimeText times, LineBuffer out) {
        out.ascii("{\"at\":\"");
        times.iso(beganMillis, out);
        out.ascii("\",\"virtualService\":\"").ascii(end.virtualService());
        out.ascii("\",\"client\":\"");
        AddressText.write(end.clientAddress(), out);
        out.ascii("\",\"clientPort\":").number(end.clientPort());
        out.ascii(",\"peer\":\"");
        AddressText.write(end.peerAddress(), out);
        out.sign('"');
        value(",\"method\":", end, end.method(), out);
        value(",\"host\":", end.hostBytes(), end.hostStart(), end.hostEnd(), out);
        value(",\"target\":", end, end.target(), out);
        value(",\"version\":", end, end.version(), out);
        out.ascii(",\"status\":").number(end.status());
        word(",\"realServer\":", end.realServer(), out);
        word(",\"persistence\":", end.persistence(), out);
        word(",\"persistenceBy\":", end.persistenceKind(), out);
        out.ascii(",\"reused\":").ascii(end.connectionReused() ? "true" : "false");
        out.ascii(",\"attempts\":").number(end.attempts());
        attempts(end, out);
        word(",\"end\":{\"by\":", Shown.endedBy(end), out);
        word(",\"stage\":", Shown.stage(end), out);
        word(",\"reason\":", end.failure(), out);
        word(",\"detail\":", end.failureDetail(), out);
        out.ascii("},\"bytes\":{\"received\":").number(end.requestBytes());
        out.ascii(",\"sent\":").number(end.responseBytes());
        out.ascii(",\"body\":").number(end.responseBodyBytes());
        time("},\"time\":{\"head\":", end.nanosTo(Moment.HEAD), out);
        time(",\"queue\":", end.queuedNanos(), out);
        time(",\"connect\":", Shown.between(end, Moment.CHOSEN, Moment.CONNECTED), out);
        time(",\"response\":", Shown.between(end, Moment.CONNECTED, Moment.RESPONSE), out);
        time(",\"transfer\":", Shown.transfer(end), out);
        time(",\"total\":", end.durationNanos(), out);
        out.sign('}');
        value(",\"referer\":", end, end.field(Shown.REFERER), out);
        value(",\"agent\":", end, end.field(Shown.AGENT), out);
        value(",\"requestId\":", end.requestIdBytes(), end.requestId(), out);
        value(",\"traceId\":", end.traceIdBytes(), end.traceId(), out);
        out.sign('}');
    }

    private static void attempts(ExchangeEnd end, LineBuffer out) {
        out.ascii(",\"failedAttempts\":[");
        for (int i = 0; i < end.failedAttempts(); i++) {
            out.ascii(i == 0 ? "{\"realServer\":\"" : ",{\"realServer\":\"")
                    .ascii(end.failedServer(i))
                    .ascii("\",\"reason\":\"")
                    .ascii(end.attemptFailure(i))
                    .ascii("\"}");
        }
        out.sign(']');
    }

    private static void value(String name, ExchangeEnd end, long span, LineBuffer out) {
        value(name, end.headBytes(), span, out);
    }

    private static void value(String name, byte[] bytes, long span, LineBuffer out) {
        if (span == ExchangeEnd.NOWHERE) {
            out.ascii(name).ascii("null");
        } else {
            out.ascii(name)
                    .sign('"')
                    .json(bytes, Span.start(span), Span.end(span))
                    .sign('"');
        }
    }

    private static void value(String name, byte[] bytes, int start, int end, LineBuffer out) {
        value(name, bytes, start == end ? ExchangeEnd.NOWHERE : Span.of(start, end), out);
    }

    /** Words of our own need no escaping. */
    private static void word(String name, @Nullable String word, LineBuffer out) {
        out.ascii(name);
        if (word == null) {
            out.ascii("null");
        } else {
            out.sign('"').ascii(word).sign('"');
        }
    }

    private static void time(String name, long nanos, LineBuffer out) {
        out.ascii(name);
        if (nanos < 0) {
            out.ascii("null");
        } else {
            out.millis(nanos);
        }
    }

    @Override
    public void writeLost(String virtualService, long lost, long nowMillis, TimeText times, LineBuffer out) {
        out.ascii("{\"at\":\"");
        times.iso(nowMillis, out);
        out.ascii("\",\"virtualService\":\"").ascii(virtualService).ascii("\",\"lostLines\":");
        out.number(lost).sign('}');
    }
}
