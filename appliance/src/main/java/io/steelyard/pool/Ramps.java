package io.steelyard.pool;

import io.steelyard.health.ProbeTimer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Lets the weights of real servers that have come back grow, all those of one pool at the same beats, so that a pool gets
 * one new roster per beat however many come back. Everything happens on the timer's thread.
 */
public final class Ramps implements RosterListener {
    private final Pool pool;
    private final SlowStart slowStart;
    private final ProbeTimer timer;
    private final Map<String, Long> begunAt = new HashMap<>();
    private boolean beating;

    private Ramps(Pool pool, SlowStart slowStart, ProbeTimer timer) {
        this.pool = pool;
        this.slowStart = slowStart;
        this.timer = timer;
    }

    /** Begins to look after this pool, if its rules ask for a slow start. */
    public static void lookAfter(Pool pool, ProbeTimer timer) {
        SlowStart slowStart = pool.roster().rules().slowStart();
        if (slowStart.isOn()) {
            pool.addListener(new Ramps(pool, slowStart, timer));
        }
    }

    @Override
    public void published(Roster before, Roster after) {
        List<ServerStatus> was = before.servers();
        List<ServerStatus> now = after.servers();
        for (int i = 0; i < now.size() && i < was.size(); i++) {
            String name = now.get(i).server().name();
            if (SlowStart.begins(was.get(i), now.get(i))) {
                timer.execute(() -> begin(name));
            } else if (was.get(i).takesSome() && !now.get(i).takesSome()) {
                timer.execute(() -> begunAt.remove(name));
            }
        }
    }

    private void begin(String realServer) {
        begunAt.put(realServer, timer.nanos());
        if (!beating) {
            beating = true;
            timer.schedule(this::beat, slowStart.stepNanos());
        }
    }

    private void beat() {
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
