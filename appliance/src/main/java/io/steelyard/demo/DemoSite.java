package io.steelyard.demo;

import java.util.concurrent.atomic.LongAdder;

/**
 * One web site of a demo server: what is bound to one host name, in an application pool of its own. Thread-safe.
 */
final class DemoSite {
    private final String host;
    private final Answer content;
    private final LongAdder hits = new LongAdder();
    private volatile boolean running = true;
    private volatile boolean poolRunning = true;

    /**
     * A running site.
     *
     * @param host lower case
     * @param content what it answers every request with
     */
    DemoSite(String host, Answer content) {
        this.host = host;
        this.content = content;
    }

    String host() {
        return host;
    }

    /** The answer to one request that came for this site: its own, counted as a hit, or HTTP.sys's. */
    Answer answer() {
        if (!running) {
            return Answer.siteStopped();
        }
        if (!poolRunning) {
            return Answer.poolStopped();
        }
        hits.increment();
        return content;
    }

    /** Requests that the site itself answered. */
    long hits() {
        return hits.sum();
    }

    boolean isRunning() {
        return running;
    }

    void run(boolean run) {
        running = run;
    }

    boolean isPoolRunning() {
        return poolRunning;
    }

    void runPool(boolean run) {
        poolRunning = run;
    }
}
