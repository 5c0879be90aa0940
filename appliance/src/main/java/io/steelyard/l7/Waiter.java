package io.steelyard.l7;

import io.steelyard.net.Deadline;
import io.steelyard.pool.RealServer;
import org.jspecify.annotations.Nullable;

/** A place in a {@link WaitingLine}, its holder's own for as long as it lives, whether it waits at the moment or not. */
final class Waiter {
    /** Who waits for a real server. Called on its event loop. */
    interface Guest {
        /**
         * A place at this real server is held for it.
         *
         * @return whether it can use it and has taken it; it has left the line then
         */
        boolean offered(RealServer server);

        /** Real servers have changed, or time has passed: it looks for one again, and leaves the line if it finds one. */
        void lookAgain();

        /** Its time is over: it is to leave the line. */
        void waitedTooLong();
    }

    final Guest guest;
    final Deadline deadline;
    final WaitingLine line;

    @Nullable
    Waiter before;

    @Nullable
    Waiter after;

    /** When it joined, by the line's clock; only meaningful while it waits. */
    long since;

    boolean waits;

    Waiter(WaitingLine line, Guest guest) {
        this.line = line;
        this.guest = guest;
        this.deadline = new Deadline(guest::waitedTooLong);
    }
}
