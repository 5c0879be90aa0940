package io.steelyard.appliance;

import java.io.PrintWriter;

/**
 * What the command line starts. The methods are called on the main thread and return when the appliance has ended,
 * which is then exit code 0. A signal's end is theirs too: the JVM's own exit code after SIGTERM is 143, unless a
 * shutdown hook halts it with another once everything is drained.
 */
interface Start {

    /**
     * Runs an appliance until it is told to end.
     *
     * @param stored its configuration; closed with it
     * @param out the standard output, for the few lines that a person wants to read once it is up
     * @throws CannotStart when it could not come up; nothing of it is left running then
     * @throws InterruptedException when the wait for its end was interrupted; it has been ended then
     */
    void run(StoredConfig stored, PrintWriter out) throws CannotStart, InterruptedException;

    /** The same with real servers of its own and a configuration that goes with them. */
    void demo(PrintWriter out) throws CannotStart, InterruptedException;

    /** Starts the demo on free ports, asks it what it should answer, and ends it; returns when all was well. */
    void selfTest(PrintWriter out) throws CannotStart, InterruptedException;
}
