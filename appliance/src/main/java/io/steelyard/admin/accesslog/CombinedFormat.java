package io.steelyard.admin.accesslog;

import io.steelyard.event.ExchangeEnd;

/** The line that Apache and nginx call combined, with nginx's escapes. */
final class CombinedFormat implements LineFormat {
    /** What nginx writes for a client that went before anything was answered; programs refuse a status of 0. */
    private static final int CLIENT_GONE = 499;

    @Override
    public void write(ExchangeEnd end, long beganMillis, TimeText times, LineBuffer out) {
        AddressText.write(end.clientAddress(), out);
        out.ascii(" - ");
        BasicUser.write(end, out);
        out.sign(' ');
        times.local(beganMillis, out);
        out.ascii(" \"");
        FieldText.value(end, end.requestLine(), out);
        out.ascii("\" ")
                .number(end.status() == 0 ? CLIENT_GONE : end.status())
                .sign(' ')
                .number(end.responseBodyBytes());
        out.ascii(" \"");
        FieldText.value(end, end.field(Shown.REFERER), out);
        out.ascii("\" \"");
        FieldText.value(end, end.field(Shown.AGENT), out);
        out.sign('"');
    }

    @Override
    public void writeLost(String virtualService, long lost, long nowMillis, TimeText times, LineBuffer out) {
        TemplateFormat.comment(virtualService, lost, nowMillis, times, out);
    }
}
