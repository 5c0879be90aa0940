package io.steelyard.l7;

import io.steelyard.config.AnswersConfig;
import io.steelyard.config.ErrorPageConfig;
import io.steelyard.config.PageText;
import io.steelyard.pool.Span;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The administrator's pages for errors that the appliance answers itself, and what goes with them. Immutable. */
final class ErrorPages {
    private static final byte[] NO_ID = {'-'};

    private final List<ErrorPageConfig> pages;
    private final String retryAfter;

    private ErrorPages(List<ErrorPageConfig> pages, String retryAfter) {
        this.pages = pages;
        this.retryAfter = retryAfter;
    }

    static ErrorPages of(AnswersConfig config) {
        long seconds = config.retryAfter().toSeconds();
        return new ErrorPages(config.errorPages(), seconds == 0 ? "" : "Retry-After: " + seconds + "\r\n");
    }

    /** The page for this status; null where the plain one of ours is to be sent. */
    @Nullable
    ErrorPageConfig find(int status) {
        for (ErrorPageConfig page : pages) {
            if (page.isFor(status)) {
                return page;
            }
        }
        return null;
    }

    /** The line that tells a client when to come again, with CR and LF; empty where there is none. */
    String retryAfter() {
        return retryAfter;
    }

    /** A page with its parts filled in, in UTF-8. What comes from a request can never be mark-up there. */
    static byte[] filled(PageText page, int status, RequestId id) {
        byte[][] values = new byte[page.parts()][];
        int length = page.literal(page.parts()).length;
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (page.part(i)) {
                case STATUS -> Integer.toString(status).getBytes(StandardCharsets.UTF_8);
                case REASON -> OwnAnswer.reasonOf(status).getBytes(StandardCharsets.UTF_8);
                case REQUEST_ID -> text(id);
            };
            length += page.literal(i).length + values[i].length;
        }
        if (values.length == 0) {
            return page.literal(0);
        }
        byte[] whole = new byte[length];
        int at = 0;
        for (int i = 0; i <= values.length; i++) {
            byte[] literal = page.literal(i);
            System.arraycopy(literal, 0, whole, at, literal.length);
            at += literal.length;
            if (i < values.length) {
                System.arraycopy(values[i], 0, whole, at, values[i].length);
                at += values[i].length;
            }
        }
        return whole;
    }

    /** An id has only signs that mean nothing in HTML or JSON, whoever chose it; a hyphen where the request has none. */
    private static byte[] text(RequestId id) {
        return id.span() == Span.NONE
                ? NO_ID
                : Arrays.copyOfRange(id.bytes(), Span.start(id.span()), Span.end(id.span()));
    }
}
