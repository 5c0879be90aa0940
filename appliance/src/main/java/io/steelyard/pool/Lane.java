package io.steelyard.pool;

import io.steelyard.config.PassiveConfig;
import org.jspecify.annotations.Nullable;

/**
 * What real requests for one host name meet on one real server. Told of every exchange on every event loop, so its counts
 * are plain fields that loops may overwrite for one another: "in a row" is meant loosely where several loops are at work,
 * and an exchange that went well, as nearly all do, costs a few reads and writes nothing.
 */
public final class Lane {
    /** So many exchanges in a row that went well speak against a health check that says down. */
    static final int MANY_GOOD = 20;

    /** What an exchange met. */
    public enum Meeting {
        GOOD,
        CONNECT_FAILURE,
        RESET,
        SERVER_ERROR
    }

    /** What many exchanges in a row say. */
    public enum Signal {
        FAILING,
        WELL
    }

    private final PassiveConfig config;
    private int connectFailures;
    private int resets;
    private int serverErrors;
    private int good;
    private volatile boolean minded;

    public Lane(PassiveConfig config) {
        this.config = config;
    }

    /** Whether it is worth a signal when exchanges go well: something says that they should not. */
    public void mind(boolean nowMinded) {
        good = 0;
        minded = nowMinded;
    }

    /** Counts one exchange; null as long as there is nothing to say. */
    public @Nullable Signal met(Meeting meeting) {
        return switch (meeting) {
            case GOOD -> wentWell();
            case CONNECT_FAILURE -> failed(++connectFailures, config.connectFailures());
            case RESET -> failed(++resets, config.resets());
            case SERVER_ERROR -> failed(++serverErrors, config.serverErrors());
        };
    }

    private @Nullable Signal wentWell() {
        if ((connectFailures | resets | serverErrors) != 0) {
            forgetFailures();
        }
        return minded && ++good == MANY_GOOD ? Signal.WELL : null;
    }

    private @Nullable Signal failed(int count, int limit) {
        good = 0;
        if (limit == 0 || count < limit) {
            return null;
        }
        forgetFailures();
        return Signal.FAILING;
    }

    private void forgetFailures() {
        connectFailures = 0;
        resets = 0;
        serverErrors = 0;
    }
}
