package io.steelyard.journal;

import io.steelyard.config.DampingConfig;
import io.steelyard.event.Event;
import io.steelyard.event.EventListener;
import io.steelyard.event.Severity;
import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.health.HealthChange;
import io.steelyard.health.HealthListener;
import io.steelyard.health.settings.Quantities;
import io.steelyard.health.settings.Setting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns changes of health into events: one each, until a cell flaps; then one that says so, and a summary once it is calm.
 * {@link #tick} is to be called each second or so. Thread-safe.
 */
public final class HealthEvents implements HealthListener {
    private final EventListener listener;
    private final DampingConfig config;
    private final Clock clock;
    private final Map<CellId, Flaps> cells = new HashMap<>();

    private record Flaps(Damping damping, HealthChange latest) {}

    public HealthEvents(EventListener listener, DampingConfig config, Clock clock) {
        this.listener = listener;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public synchronized void changed(HealthChange change) {
        Flaps known = cells.get(change.cell());
        Damping damping = known == null ? Damping.CALM : known.damping();
        Damping.Outcome outcome = damping.changed(change.at(), config);
        cells.put(change.cell(), new Flaps(outcome.next(), change));
        switch (outcome.tell()) {
            case CHANGE -> listener.happened(ofChange(change));
            case FLAPPING -> listener.happened(ofFlapping(change));
            case NOTHING -> {}
        }
    }

    /** Tells of the cells that have calmed down, and forgets what is of no more use. */
    public synchronized void tick() {
        Instant now = clock.instant();
        List<CellId> over = new ArrayList<>();
        cells.forEach((cell, flaps) -> {
            if (flaps.damping().isOver(now, config)) {
                listener.happened(ofCalm(flaps, now));
                over.add(cell);
            } else if (flaps.damping().isForgotten(now, config)) {
                over.add(cell);
            }
        });
        over.forEach(cells::remove);
    }

    private static Event ofChange(HealthChange change) {
        String sentence = named(change.cell()) + " is " + Setting.word(change.to()) + ": "
                + change.verdict().reason();
        return event(
                change,
                change.at(),
                severity(change.to()),
                "cell-" + Setting.word(change.to()),
                sentence,
                Map.of("from", Setting.word(change.from()), "to", Setting.word(change.to())));
    }

    private Event ofFlapping(HealthChange change) {
        String sentence = named(change.cell()) + " is flapping: it changed more than " + config.changes()
                + " times within " + Quantities.write(config.window())
                + "; single changes are not told until it has been calm for " + Quantities.write(config.calm());
        return event(
                change,
                change.at(),
                Severity.WARNING,
                "cell-flapping",
                sentence,
                Map.of("to", Setting.word(change.to())));
    }

    private static Event ofCalm(Flaps flaps, Instant now) {
        HealthChange latest = flaps.latest();
        Damping damping = flaps.damping();
        Duration flapped = Duration.between(damping.since(), damping.last());
        String sentence = named(latest.cell()) + " is calm again and " + Setting.word(latest.to()) + " since "
                + damping.last() + ": it changed " + damping.untold() + " times in " + flapped.toSeconds() + " s; "
                + latest.verdict().reason();
        return event(
                latest,
                now,
                severity(latest.to()),
                "cell-calm",
                sentence,
                Map.of("changes", String.valueOf(damping.untold()), "to", Setting.word(latest.to())));
    }

    private static Event event(
            HealthChange change,
            Instant at,
            Severity severity,
            String kind,
            String sentence,
            Map<String, String> details) {
        CellId cell = change.cell();
        Map<String, String> all = new TreeMap<>(details);
        all.put("check", String.valueOf(cell.check()));
        return new Event(at, severity, kind, cell.virtualService(), cell.realServer(), cell.host(), sentence, all);
    }

    private static Severity severity(CellState state) {
        return state == CellState.DOWN ? Severity.ERROR : Severity.NOTICE;
    }

    private static String named(CellId cell) {
        @Nullable String host = cell.host();
        return cell.realServer() + (host == null ? "" : " for " + host);
    }
}
