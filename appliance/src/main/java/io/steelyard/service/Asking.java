package io.steelyard.service;

import io.steelyard.health.Conversation;
import io.steelyard.health.ProbeNetwork;
import io.steelyard.health.ProbeTimer;
import io.steelyard.health.Target;
import io.steelyard.health.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One real server is asked the same again and again, an interval after it was asked before or as soon as that answer was
 * heard, whichever is later. Everything happens on the timer's thread; only {@link #stop} may be called on any.
 */
final class Asking {
    private final Target target;
    private final Conversation conversation;
    private final Duration interval;
    private final Listener listener;
    private final ProbeNetwork network;
    private final ProbeTimer timer;
    private volatile boolean stopped;

    /** Hears what comes of it; nothing more once it is stopped. */
    interface Listener {
        /** The real server said this, whatever it is worth. */
        void answered(String answer);

        /**
         * No answer came.
         *
         * @param why in words, without a full stop
         */
        void unanswered(String why);
    }

    /**
     * Nothing is asked before {@link #begin}.
     *
     * @param conversation its verdict is up where there was an answer, and that is the verdict's reason
     */
    Asking(
            Target target,
            Conversation conversation,
            Duration interval,
            Listener listener,
            ProbeNetwork network,
            ProbeTimer timer) {
        this.target = target;
        this.conversation = conversation;
        this.interval = interval;
        this.listener = listener;
        this.network = network;
        this.timer = timer;
    }

    void begin() {
        timer.execute(this::ask);
    }

    void stop() {
        stopped = true;
    }

    private void ask() {
        if (stopped) {
            return;
        }
        long askedAt = timer.nanos();
        var unused = network.tcp(target, conversation)
                .whenComplete((verdict, failure) -> timer.execute(() -> heard(verdict, failure, askedAt)));
    }

    private void heard(@Nullable Verdict verdict, @Nullable Throwable failure, long askedAt) {
        if (stopped) {
            return;
        }
        if (verdict == null) {
            listener.unanswered(String.valueOf(failure));
        } else if (verdict.up()) {
            listener.answered(verdict.reason());
        } else {
            listener.unanswered(verdict.reason());
        }
        long next = askedAt + interval.toNanos();
        timer.schedule(this::ask, Math.max(0, next - timer.nanos()));
    }
}
