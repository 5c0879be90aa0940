package io.steelyard.journal;

import io.steelyard.config.SyslogConfig;
import io.steelyard.event.Event;
import io.steelyard.event.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One entry as a syslog message (RFC 5424): priority, version 1, time, machine, application, process, kind as the message
 * id, the facts as structured data, and the sentence in UTF-8.
 *
 * <p>The structured data's name carries the enterprise number that RFC 5612 reserves for documentation, as Steelyard has
 * none of its own.
 */
final class SyslogMessage {
    /** Receivers need not take longer ones (RFC 5424, section 6.1). */
    static final int MAX_BYTES = 2048;

    /** What a datagram over loopback and most networks can hold, in fragments where need be. */
    private static final int MAX_DATAGRAM = 60_000;

    private static final String DATA = "steelyard@32473";
    private static final String NOTHING = "-";

    private SyslogMessage() {}

    static byte[] of(JournalEntry entry, int facility, String machine, long process) {
        Event event = entry.event();
        StringBuilder head = new StringBuilder(256)
                .append('<')
                .append(facility * 8 + event.severity().syslog())
                .append(">1 ")
                .append(DateTimeFormatter.ISO_INSTANT.format(event.at().truncatedTo(ChronoUnit.MICROS)))
                .append(' ')
                .append(word(machine, 255))
                .append(" steelyard ")
                .append(process)
                .append(' ')
                .append(word(event.kind(), 32))
                .append(" [")
                .append(DATA);
        parameter(head, "number", Long.toString(entry.number()));
        parameter(head, "virtualService", event.virtualService());
        parameter(head, "realServer", event.realServer());
        parameter(head, "host", event.host());
        String whole = head.append("] ").append(oneLine(event.sentence())).toString();
        return cut(whole.getBytes(StandardCharsets.UTF_8));
    }

    /** A line that is text already. Datagrams must hold it, so that it is cut where it is very long. */
    static byte[] of(byte[] line, String kind, Instant at, SyslogConfig config, String machine, long process) {
        String head = "<" + (config.facility() * 8 + Severity.INFO.syslog()) + ">1 "
                + DateTimeFormatter.ISO_INSTANT.format(at.truncatedTo(ChronoUnit.MICROS)) + " " + word(machine, 255)
                + " steelyard " + process + " " + word(kind, 32) + " - ";
        byte[] first = head.getBytes(StandardCharsets.US_ASCII);
        boolean datagram = config.transport() == SyslogConfig.Transport.UDP;
        int length = datagram ? Math.min(line.length, MAX_DATAGRAM - first.length) : line.length;
        byte[] message = Arrays.copyOf(first, first.length + length);
        System.arraycopy(line, 0, message, first.length, length);
        return message;
    }

    /** Not in the middle of a character. */
    private static byte[] cut(byte[] bytes) {
        if (bytes.length <= MAX_BYTES) {
            return bytes;
        }
        int end = MAX_BYTES;
        while ((bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    private static void parameter(StringBuilder out, String name, @Nullable String value) {
        if (value == null) {
            return;
        }
        out.append(' ').append(name).append("=\"");
        for (char c : oneLine(value).toCharArray()) {
            if (c == '"' || c == '\\' || c == ']') {
                out.append('\\');
            }
            out.append(c);
        }
        out.append('"');
    }

    /** Printable ASCII without spaces. */
    private static String word(String text, int most) {
        String clean = text.replaceAll("[^\\x21-\\x7e]", "");
        return clean.isEmpty() ? NOTHING : clean.substring(0, Math.min(most, clean.length()));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
