package io.steelyard.net;

/** Why a connection could not be opened. */
public enum ConnectFault {
    /** The machine answered that nobody listens there. */
    REFUSED,
    /** Nothing answered in time. */
    TIMEOUT,
    /** The network knows no way there. */
    UNREACHABLE,
    /** This machine could not: no free port or file descriptor is left. */
    LOCAL
}
