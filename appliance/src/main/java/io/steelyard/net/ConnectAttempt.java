package io.steelyard.net;

/** One attempt to open a connection; lives on one event loop, ends within its time. */
public interface ConnectAttempt {
    /** Gives up; the handler hears nothing more. */
    void cancel();
}
