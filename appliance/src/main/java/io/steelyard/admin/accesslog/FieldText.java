package io.steelyard.admin.accesslog;

import io.steelyard.config.AccessLogField;
import io.steelyard.event.ExchangeEnd;
import io.steelyard.event.Moment;
import io.steelyard.pool.Span;
import org.jspecify.annotations.Nullable;

/** Writes single fields as plain text, escaped; a hyphen for what there is nothing to say of. */
final class FieldText {
    private FieldText() {}

    static void write(AccessLogField field, ExchangeEnd end, long beganMillis, TimeText times, LineBuffer out) {
        switch (field) {
            case AT -> times.iso(beganMillis, out);
            case AT_LOCAL -> times.local(beganMillis, out);
            case VIRTUAL_SERVICE -> out.ascii(end.virtualService());
            case CLIENT -> AddressText.write(end.clientAddress(), out);
            case CLIENT_PORT -> out.number(end.clientPort());
            case PEER -> AddressText.write(end.peerAddress(), out);
            case USER -> BasicUser.write(end, out);
            case REQUEST -> value(end, end.requestLine(), out);
            case METHOD -> value(end, end.method(), out);
            case HOST -> host(end, out);
            case TARGET -> value(end, end.target(), out);
            case VERSION -> value(end, end.version(), out);
            case REFERER -> value(end, end.field(Shown.REFERER), out);
            case AGENT -> value(end, end.field(Shown.AGENT), out);
            case STATUS -> out.number(end.status());
            case REAL_SERVER -> word(end.realServer(), out);
            case PERSISTENCE -> word(end.persistence(), out);
            case PERSISTENCE_BY -> word(end.persistenceKind(), out);
            case REUSED -> out.ascii(end.connectionReused() ? "true" : "false");
            case ATTEMPTS -> out.number(end.attempts());
            case FAILED_ATTEMPTS -> attempts(end, out);
            case END_BY -> word(Shown.endedBy(end), out);
            case END_STAGE -> word(Shown.stage(end), out);
            case END_REASON -> word(end.failure(), out);
            case END_DETAIL -> word(end.failureDetail(), out);
            case BYTES_RECEIVED -> out.number(end.requestBytes());
            case BYTES_SENT -> out.number(end.responseBytes());
            case BYTES_BODY -> out.number(end.responseBodyBytes());
            case TIME_HEAD -> time(end.nanosTo(Moment.HEAD), out);
            case TIME_QUEUE -> time(end.queuedNanos(), out);
            case TIME_CONNECT -> time(Shown.between(end, Moment.CHOSEN, Moment.CONNECTED), out);
            case TIME_RESPONSE -> time(Shown.between(end, Moment.CONNECTED, Moment.RESPONSE), out);
            case TIME_TRANSFER -> time(Shown.transfer(end), out);
            case TIME_TOTAL -> time(end.durationNanos(), out);
            case REQUEST_ID -> value(end.requestIdBytes(), end.requestId(), out);
            case TRACE_ID -> value(end.traceIdBytes(), end.traceId(), out);
        }
    }

    static void value(ExchangeEnd end, long span, LineBuffer out) {
        value(end.headBytes(), span, out);
    }

    private static void value(byte[] bytes, long span, LineBuffer out) {
        if (Span.isEmpty(span)) {
            out.sign('-');
        } else {
            out.escaped(bytes, Span.start(span), Span.end(span));
        }
    }

    private static void host(ExchangeEnd end, LineBuffer out) {
        value(end.hostBytes(), Span.of(end.hostStart(), end.hostEnd()), out);
    }

    private static void word(@Nullable String word, LineBuffer out) {
        out.ascii(word == null ? "-" : word);
    }

    private static void time(long nanos, LineBuffer out) {
        if (nanos < 0) {
            out.sign('-');
        } else {
            out.millis(nanos);
        }
    }

    private static void attempts(ExchangeEnd end, LineBuffer out) {
        if (end.failedAttempts() == 0) {
            out.sign('-');
        }
        for (int i = 0; i < end.failedAttempts(); i++) {
            out.ascii(i == 0 ? "" : ",").ascii(end.failedServer(i)).sign('=').ascii(end.attemptFailure(i));
        }
    }
}
