package io.steelyard.config;

/** What a virtual service speaks. */
public enum Protocol {
    HTTP
}
