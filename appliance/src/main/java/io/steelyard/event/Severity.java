package io.steelyard.event;

/** How much an event matters, from least to most. */
public enum Severity {
    /** For the record. */
    INFO(6),
    /** Normal, and worth knowing. */
    NOTICE(5),
    /** Something should be looked at. */
    WARNING(4),
    /** Something does not work. */
    ERROR(3),
    /** Clients are not served. */
    CRITICAL(2);

    private final int syslog;

    Severity(int syslog) {
        this.syslog = syslog;
    }

    /** Its number in syslog (RFC 5424, table 2), where less is worse. */
    public int syslog() {
        return syslog;
    }

    public boolean isAtLeast(Severity least) {
        return compareTo(least) >= 0;
    }
}
