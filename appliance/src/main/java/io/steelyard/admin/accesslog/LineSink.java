package io.steelyard.admin.accesslog;

import java.io.IOException;

/** A place that lines go to. Used by the writer alone, which it may make wait, for a bounded time. */
interface LineSink {

    /** What messages call it, such as {@code the file /var/log/steelyard/access.log}. */
    String name();

    /**
     * Writes these whole lines, all or none.
     *
     * @throws IOException where they are lost
     */
    void write(byte[] lines, int length) throws IOException;

    /** Begins anew with the file of its name, which somebody may have moved away. */
    default void reopen() {}

    /** Gives up what it holds; the next write opens it again. */
    default void close() {}
}
