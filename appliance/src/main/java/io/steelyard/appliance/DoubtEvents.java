package io.steelyard.appliance;

import io.steelyard.event.Event;
import io.steelyard.event.EventListener;
import io.steelyard.event.Severity;
import io.steelyard.health.CellId;
import io.steelyard.health.settings.Setting;
import io.steelyard.pool.CheckDoubt;
import io.steelyard.pool.DoubtListener;
import java.time.Clock;
import java.util.Map;

/** Tells of health checks that real requests contradict, and of those that agree with them again. */
final class DoubtEvents implements DoubtListener {
    private final EventListener listener;
    private final Clock clock;

    DoubtEvents(EventListener listener, Clock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public void raised(CheckDoubt doubt) {
        tell(doubt, Severity.WARNING, "suspect-check", "Suspect check of " + named(doubt) + ": " + doubt.reason());
    }

    @Override
    public void settled(CheckDoubt doubt) {
        tell(doubt, Severity.NOTICE, "suspect-check-over", "The check of " + named(doubt) + " is not suspect any more");
    }

    private void tell(CheckDoubt doubt, Severity severity, String kind, String sentence) {
        CellId cell = doubt.cell();
        listener.happened(new Event(
                clock.instant(),
                severity,
                kind,
                cell.virtualService(),
                cell.realServer(),
                cell.host(),
                sentence,
                Map.of("says", Setting.word(doubt.says()), "check", String.valueOf(cell.check()))));
    }

    private static String named(CheckDoubt doubt) {
        String host = doubt.cell().host();
        return doubt.cell().realServer() + (host == null ? "" : " for " + host);
    }
}
