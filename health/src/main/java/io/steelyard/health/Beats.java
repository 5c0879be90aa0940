package io.steelyard.health;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A timer whose appointments are kept on the beat: what is due within one {@link #BEAT} happens in one go at its end. So
 * an appointment is kept late by at most one beat, and never early.
 *
 * <p>Thousands of probes a second, each begun by itself, wake this thread, the kernel's network side and the other side's
 * for every one of them, and find all caches cold; begun by the dozen, they cost about half. And what is set and
 * cancelled again, as most deadlines are, costs no place in the other timer's queue. Used on the timer's thread only.
 */
final class Beats implements ProbeTimer {
    static final long BEAT = 10_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

    private final ProbeTimer timer;
    private final Map<Long, Beat> beats = new HashMap<>();

    Beats(ProbeTimer timer) {
        this.timer = timer;
    }

    @Override
    public long nanos() {
        return timer.nanos();
    }

    @Override
    public void execute(Runnable task) {
        timer.execute(task);
    }

    @Override
    public Appointment schedule(Runnable task, long delayNanos) {
        long now = timer.nanos();
        long number = Math.floorDiv(now + delayNanos + BEAT - 1, BEAT);
        Beat beat = beats.get(number);
        if (beat == null) {
            beat = new Beat(number);
            beats.put(number, beat);
            beat.alarm = timer.schedule(beat, Math.max(0, number * BEAT - now));
        }
        Place place = new Place(beat, task);
        beat.add(place);
        return place;
    }

    /** Who is to come at one time. */
    private final class Beat implements Runnable {
        private final long number;
        private final List<Place> places = new ArrayList<>();
        private @Nullable Appointment alarm;
        private boolean begun;

        Beat(long number) {
            this.number = number;
        }

        void add(Place place) {
            place.index = places.size();
            places.add(place);
        }

        /** The last takes the empty place, so that none has to be searched. */
        void remove(Place place) {
            if (begun) {
                return;
            }
            Place last = places.remove(places.size() - 1);
            if (last != place) {
                places.set(place.index, last);
                last.index = place.index;
            }
            if (places.isEmpty() && alarm != null) {
                beats.remove(number);
                alarm.cancel();
            }
        }

        @Override
        public void run() {
            begun = true;
            beats.remove(number);
            for (Place place : places) {
                Runnable task = place.task;
                place.task = null;
                if (task != null) {
                    keep(task);
                }
            }
        }

        private static void keep(Runnable task) {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("What was to be done at this time failed; the rest is done", e);
            }
        }
    }

    /** One appointment. */
    private static final class Place implements Appointment {
        private final Beat beat;
        private @Nullable Runnable task;
        private int index;

        Place(Beat beat, Runnable task) {
            this.beat = beat;
            this.task = task;
        }

        @Override
        public void cancel() {
            if (task != null) {
                task = null;
                beat.remove(this);
            }
        }
    }
}
