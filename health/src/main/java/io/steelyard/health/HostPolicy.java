package io.steelyard.health;

/** What a host name's cell decides. */
public enum HostPolicy {
    /** When the cell is down, only requests for that host name avoid that real server. */
    OWN_TRAFFIC,
    /** When the cell is down, the whole real server is out. */
    REQUIRED,
    /** The cell is shown and decides nothing. */
    INFORMATIONAL
}
