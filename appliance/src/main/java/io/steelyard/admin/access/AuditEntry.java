package io.steelyard.admin.access;

import java.time.Instant;

/**
 * Something that somebody did to the appliance, or tried to.
 *
 * @param number counts up from 1 as long as the file is kept
 * @param who the caller's name, or what somebody said to be who was not let in
 * @param role the caller's; empty for none
 * @param address where it came from
 * @param what {@code log-on}, {@code log-off}, {@code set-up}, or a method and a path
 * @param outcome {@code done}, {@code refused} or {@code failed}
 * @param detail more in words; may be empty
 */
public record AuditEntry(
        long number, Instant at, String who, String role, String address, String what, String outcome, String detail) {
    public static final String DONE = "done";
    public static final String REFUSED = "refused";
    public static final String FAILED = "failed";

    static final int MOST_TEXT = 300;

    /** Text that came from outside, on one line and of a bounded length. */
    static String plain(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= MOST_TEXT ? line : line.substring(0, MOST_TEXT) + "…";
    }
}
