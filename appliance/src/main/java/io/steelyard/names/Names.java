package io.steelyard.names;

import io.steelyard.health.ProbeTimer;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Asks for names again and again, each when what is known of it is over. Everything is done on the timer's thread, and at
 * most {@value #AT_ONCE} questions are under way at once. Thread-safe.
 */
public final class Names implements AutoCloseable {
    static final int AT_ONCE = 64;

    private final NameSource source;
    private final ProbeTimer timer;
    private final Clock clock;
    private final Map<String, Followed> followed = new ConcurrentHashMap<>();
    private final List<NameListener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<Followed> waiting = new ArrayDeque<>();
    private int underWay;

    /** One name; but for its state, to be touched on the timer's thread only. */
    private static final class Followed {
        final String name;
        volatile NameState state = NameState.NEW;
        ProbeTimer.@Nullable Appointment next;

        Followed(String name) {
            this.name = name;
        }
    }

    public Names(NameSource source, ProbeTimer timer, Clock clock) {
        this.source = source;
        this.timer = timer;
        this.clock = clock;
    }

    /** From now on this listener hears of every answer. */
    public void addListener(NameListener listener) {
        listeners.add(listener);
    }

    /** What is known of a name; {@link NameState#NEW} of one that is not followed. */
    public NameState state(String name) {
        Followed known = followed.get(name);
        return known == null ? NameState.NEW : known.state;
    }

    /** From now on just these names are asked for: new ones at once, those that stay when their time has come. */
    public void follow(Set<String> names) {
        Set<String> wanted = Set.copyOf(names);
        timer.execute(() -> followNow(wanted));
    }

    private void followNow(Set<String> wanted) {
        for (String gone : new HashSet<>(followed.keySet())) {
            if (!wanted.contains(gone)) {
                forget(gone);
            }
        }
        for (String name : wanted) {
            if (!followed.containsKey(name)) {
                Followed fresh = new Followed(name);
                followed.put(name, fresh);
                ask(fresh);
            }
        }
    }

    private void forget(String name) {
        Followed gone = followed.remove(name);
        if (gone != null && gone.next != null) {
            gone.next.cancel();
        }
        waiting.remove(gone);
    }

    private void ask(Followed name) {
        if (underWay == AT_ONCE) {
            waiting.add(name);
            return;
        }
        underWay++;
        source.ask(name.name).thenAccept(answer -> timer.execute(() -> take(name, answer)));
    }

    private void take(Followed name, Answer answer) {
        underWay--;
        if (followed.get(name.name) == name) {
            NameState state = name.state.after(answer, clock.instant());
            name.state = state;
            name.next = timer.schedule(() -> ask(name), state.next().toNanos());
            listeners.forEach(listener -> listener.answered(name.name, state));
        }
        Followed first = waiting.poll();
        if (first != null) {
            ask(first);
        }
    }

    /** Asks for nothing any more. */
    @Override
    public void close() {
        follow(Set.of());
    }
}
