package io.steelyard.demo;

/**
 * The two ports of a demo server, both on the loopback address.
 *
 * @param http where it serves its sites; 0 for a free one
 * @param control where it is started and stopped by hand; 0 for a free one
 */
public record DemoPorts(int http, int control) {
    /** Any two that are free. */
    public static final DemoPorts FREE = new DemoPorts(0, 0);
}
