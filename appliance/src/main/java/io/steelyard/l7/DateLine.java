package io.steelyard.l7;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A {@code Date} field that says now (RFC 9110 section 6.6.1), put together once a second. Belongs to one event loop. */
final class DateLine {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "'Date: 'EEE, dd MMM yyyy HH:mm:ss 'GMT\r\n'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final LongSupplier millis;
    private byte[] line = {};
    private long second = Long.MIN_VALUE;

    /** One that goes by this clock: milliseconds since 1970. */
    DateLine(LongSupplier millis) {
        this.millis = millis;
    }

    /** The field with its line end; the same array for all of a second. */
    byte[] now() {
        long present = Math.floorDiv(millis.getAsLong(), 1000L);
        if (present != second) {
            second = present;
            line = FORM.format(Instant.ofEpochSecond(present)).getBytes(StandardCharsets.US_ASCII);
        }
        return line;
    }
}
