package io.steelyard.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.steelyard.journal.EntryJson;
import io.steelyard.journal.Journal;
import io.steelyard.journal.Journal.ReceiverStatus;
import io.steelyard.journal.JournalEntry;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The journal: {@code /api/v1/journal} with the newest entries and how each receiver is doing, and
 * {@code /api/v1/events?since=N} with the entries after a number, for those who follow it.
 */
final class JournalEndpoint {
    private static final int MOST = 1000;
    private static final int USUAL = 100;

    private final Journal journal;

    JournalEndpoint(Journal journal) {
        this.journal = journal;
    }

    void route(ServerBuilder builder) {
        builder.route().get("/api/v1/journal").build((ctx, request) -> newest(ctx));
    }

    private HttpResponse newest(ServiceRequestContext ctx) {
        Long limit = number(ctx.queryParam("limit"), USUAL);
        Long since = number(ctx.queryParam("since"), -1);
        if (limit == null || since == null) {
            return notANumber();
        }
        int most = (int) Math.min(MOST, limit);
        List<JournalEntry> entries = since < 0 ? journal.newest(most) : journal.since(since, most);
        return JsonAnswer.of(out -> {
            entries(out, entries);
            out.writeArrayFieldStart("receivers");
            for (ReceiverStatus receiver : journal.receivers()) {
                out.writeStartObject();
                out.writeStringField("name", receiver.name());
                out.writeNumberField("delivered", receiver.delivered());
                out.writeNumberField("dropped", receiver.dropped());
                out.writeNumberField("waiting", receiver.waiting());
                out.writeStringField("problem", receiver.problem());
                out.writeEndObject();
            }
            out.writeEndArray();
        });
    }

    /** The entries after a number. */
    HttpResponse since(@Nullable String text) {
        Long since = number(text, 0);
        return since == null ? notANumber() : JsonAnswer.of(out -> entries(out, journal.since(since, MOST)));
    }

    /** What the event stream tells those who come back. */
    EventStream.Missed missed() {
        return new EventStream.Missed() {
            @Override
            public long last() {
                return journal.last();
            }

            @Override
            public byte[] since(long number) {
                // Not those that came before the newest ones that are told, however long somebody was away.
                long from = Math.max(number, journal.last() - MOST);
                return JsonAnswer.bytes(out -> {
                    out.writeStartObject();
                    entries(out, journal.since(from, MOST));
                    out.writeEndObject();
                });
            }
        };
    }

    private void entries(JsonGenerator out, List<JournalEntry> entries) throws IOException {
        out.writeNumberField("last", journal.last());
        out.writeArrayFieldStart("events");
        for (JournalEntry entry : entries) {
            EntryJson.write(out, entry);
        }
        out.writeEndArray();
    }

    private static @Nullable Long number(@Nullable String text, long fallback) {
        if (text == null) {
            return fallback;
        }
        return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }

    private static HttpResponse notANumber() {
        return new Problem(HttpStatus.BAD_REQUEST, "'since' and 'limit' must be whole numbers.").response();
    }
}
