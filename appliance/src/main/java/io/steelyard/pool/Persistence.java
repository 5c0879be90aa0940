package io.steelyard.pool;

import org.jspecify.annotations.Nullable;

/**
 * How a client stays on its real server: the extension point. Asked before scheduling, told after it. Called on event
 * loops, several at once: takes no lock and never waits.
 */
public interface Persistence {
    /** Nobody stays anywhere. */
    Persistence NONE = new Persistence() {
        @Override
        public @Nullable RealServer remembered(PickRequest request, Members members) {
            return null;
        }

        @Override
        public RealServer remember(PickRequest request, RealServer chosen, @Nullable RealServer instead) {
            return chosen;
        }
    };

    /** The real server that the request's client had before, null where it is new. Whether it may have it is not asked. */
    @Nullable
    RealServer remembered(PickRequest request, Members members);

    /** The same as {@link #remembered}, but leaves no trace; for administrators. */
    default @Nullable RealServer known(PickRequest request, Members members) {
        return remembered(request, members);
    }

    /**
     * A real server was chosen for a client that has none.
     *
     * @param instead the one that it had and cannot have any more; null for a new client
     * @return the one to take: the chosen one, unless another event loop has just chosen for the same client
     */
    RealServer remember(PickRequest request, RealServer chosen, @Nullable RealServer instead);

    /**
     * The whole line of a header field, with CR and LF, that the response to this request must carry; null for none. One
     * array for many responses, not to be changed.
     *
     * @param server the real server that answered
     */
    default byte @Nullable [] responseField(PickRequest request, RealServer server) {
        return null;
    }

    /** By what it tells clients apart, as logs name it; the words are those of the configuration. */
    default String kind() {
        return "none";
    }

    /** Whether {@link #learn} wants to hear of the cookies in responses. */
    default boolean learns() {
        return false;
    }

    /** A real server answered with this {@code Set-Cookie} field, whose value stands in {@code bytes[start, end)}. */
    default void learn(RealServer server, byte[] bytes, int start, int end) {}

    /** Whom it remembers, for administrators. */
    default Sessions sessions() {
        return Sessions.NONE;
    }
}
