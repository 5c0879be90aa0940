package io.steelyard.pool;

import io.steelyard.health.ProbeTimer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Lets the weights of real servers that have come back grow, all those of one pool at the same beats, so that a pool gets
 * one new roster per beat however many come back. Everything happens on the timer's thread.
 */
public final class Ramps implements RosterListener {
    private final Pool pool;
    private final ProbeTimer timer;
    private final Map<String, Long> begunAt = new HashMap<>();
    private boolean beating;

    private Ramps(Pool pool, ProbeTimer timer) {
        this.pool = pool;
        this.timer = timer;
    }

    /** Begins to look after this pool, whenever its rules ask for a slow start. */
    public static void lookAfter(Pool pool, ProbeTimer timer) {
        pool.addListener(new Ramps(pool, timer));
    }

    @Override
    public void published(Roster before, Roster after) {
        if (!after.rules().slowStart().isOn() && !before.rules().slowStart().isOn()) {
            return;
        }
        Map<RealServer, ServerStatus> was = new HashMap<>();
        before.servers().forEach(status -> was.put(status.server(), status));
        for (ServerStatus now : after.servers()) {
            ServerStatus then = was.get(now.server());
            String name = now.server().name();
            if (then == null) {
                continue; // a new one starts with all of its weight
            }
            if (after.rules().slowStart().isOn() && SlowStart.begins(then, now)) {
                timer.execute(() -> begin(name));
            } else if (then.takesSome() && !now.takesSome()) {
                timer.execute(() -> begunAt.remove(name));
            }
        }
    }

    private void begin(String realServer) {
        begunAt.put(realServer, timer.nanos());
        if (!beating) {
            beating = true;
            timer.schedule(this::beat, slowStart().stepNanos());
        }
    }

    private SlowStart slowStart() {
        return pool.roster().rules().slowStart();
    }

    private void beat() {
        SlowStart slowStart = slowStart();
        Map<String, Integer> percents = new HashMap<>();
        for (Iterator<Map.Entry<String, Long>> i = begunAt.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<String, Long> ramp = i.next();
            int percent = slowStart.percentAfter(timer.nanos() - ramp.getValue());
            percents.put(ramp.getKey(), percent);
            if (percent == 100) {
                i.remove();
            }
        }
        pool.ramp(percents);
        beating = !begunAt.isEmpty();
        if (beating) {
            timer.schedule(this::beat, slowStart.stepNanos());
        }
    }
}
