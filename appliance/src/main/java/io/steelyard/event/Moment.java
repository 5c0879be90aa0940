package io.steelyard.event;

/** What happens to an exchange on its way, in this order. Not every exchange comes to all of it. */
public enum Moment {
    /** The request's head was there. */
    HEAD,
    /** A real server was chosen, the last one where there were several. */
    CHOSEN,
    /** There was a connection to it, and the request's head was on its way. */
    CONNECTED,
    /** The first bytes of its response came. */
    RESPONSE
}
