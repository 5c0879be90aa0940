package io.steelyard.journal;

import io.steelyard.config.DampingConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether one cell is flapping. Pure: what was known and a change in, what is known and what to tell out. Immutable.
 *
 * @param recent when it changed within the window, oldest first; never more than the configured changes and one
 * @param since when flapping began; {@link Instant#MIN} while it is calm
 * @param last when it changed last
 * @param untold changes since flapping began
 */
record Damping(List<Instant> recent, Instant since, Instant last, int untold) {

    /** A cell of which no change is known. */
    static final Damping CALM = new Damping(List.of(), Instant.MIN, Instant.MIN, 0);

    /** What to tell of a change. */
    enum Tell {
        /** The change itself. */
        CHANGE,
        /** That it is flapping now; the change is part of that. */
        FLAPPING,
        /** Nothing: it is known to flap. */
        NOTHING
    }

    /** What follows from a change. */
    record Outcome(Damping next, Tell tell) {}

    Damping {
        recent = List.copyOf(recent);
    }

    boolean isFlapping() {
        return !since.equals(Instant.MIN);
    }

    Outcome changed(Instant at, DampingConfig config) {
        if (isFlapping()) {
            return new Outcome(new Damping(List.of(), since, at, untold + 1), Tell.NOTHING);
        }
        List<Instant> within = new ArrayList<>();
        for (Instant earlier : recent) {
            if (earlier.plus(config.window()).isAfter(at)) {
                within.add(earlier);
            }
        }
        within.add(at);
        return within.size() > config.changes()
                ? new Outcome(new Damping(List.of(), at, at, 1), Tell.FLAPPING)
                : new Outcome(new Damping(within, Instant.MIN, at, 0), Tell.CHANGE);
    }

    /** Whether it was flapping and has now been calm for long enough. */
    boolean isOver(Instant now, DampingConfig config) {
        return isFlapping() && !last.plus(config.calm()).isAfter(now);
    }

    /** Whether nothing more can come of what is remembered here. */
    boolean isForgotten(Instant now, DampingConfig config) {
        return !isFlapping() && !last.plus(config.window()).isAfter(now);
    }
}
