package io.steelyard.admin.accesslog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

/**
 * Writes moments, in UTC as ISO 8601 has them and in a time zone as web servers' logs do. What changes once a day or a
 * quarter of an hour is kept, so that a line in the steady state allocates nothing. Belongs to one thread.
 */
final class TimeText {
    private static final long DAY = 86_400;
    /** Where a zone's offset changes, it does so at such a multiple. */
    private static final long QUARTER = 900;

    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private final ZoneId zone;
    private long isoDay = Long.MIN_VALUE;
    private byte[] isoDate = {};
    private long localDay = Long.MIN_VALUE;
    private byte[] localDate = {};
    private long quarter = Long.MIN_VALUE;
    private long offset;
    private byte[] offsetText = {};

    TimeText(ZoneId zone) {
        this.zone = zone;
    }

    /** Such as {@code 2026-01-31T08:05:09.123Z}. */
    void iso(long epochMillis, LineBuffer out) {
        long second = Math.floorDiv(epochMillis, 1000L);
        long day = Math.floorDiv(second, DAY);
        if (day != isoDay) {
            isoDate = ascii(LocalDate.ofEpochDay(day).toString());
            isoDay = day;
        }
        out.plain(isoDate).sign('T');
        timeOfDay(second, out);
        out.sign('.').digits(Math.floorMod(epochMillis, 1000L), 3).sign('Z');
    }

    /** Such as {@code [31/Jan/2026:08:05:09 +0100]}. */
    void local(long epochMillis, LineBuffer out) {
        long utc = Math.floorDiv(epochMillis, 1000L);
        if (Math.floorDiv(utc, QUARTER) != quarter) {
            quarter = Math.floorDiv(utc, QUARTER);
            offset = zone.getRules().getOffset(Instant.ofEpochSecond(utc)).getTotalSeconds();
            long minutes = Math.abs(offset) / 60;
            offsetText = ascii(
                    String.format(Locale.ROOT, " %s%02d%02d]", offset < 0 ? "-" : "+", minutes / 60, minutes % 60));
        }
        long second = utc + offset;
        long day = Math.floorDiv(second, DAY);
        if (day != localDay) {
            LocalDate date = LocalDate.ofEpochDay(day);
            localDate = ascii(String.format(
                    Locale.ROOT,
                    "[%02d/%s/%04d:",
                    date.getDayOfMonth(),
                    MONTHS[date.getMonthValue() - 1],
                    date.getYear()));
            localDay = day;
        }
        out.plain(localDate);
        timeOfDay(second, out);
        out.plain(offsetText);
    }

    private static void timeOfDay(long second, LineBuffer out) {
        long ofDay = Math.floorMod(second, DAY);
        out.digits(ofDay / 3600, 2)
                .sign(':')
                .digits(ofDay / 60 % 60, 2)
                .sign(':')
                .digits(ofDay % 60, 2);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
