package io.steelyard.config;

/** What of a request's target counts. */
public enum UriPart {
    /** All before the question mark. */
    PATH,
    /** All behind the question mark; requests without one have no key. */
    QUERY,
    /** Path and query. */
    WHOLE
}
