package io.steelyard.service;

import io.steelyard.pool.CheckDoubt;
import io.steelyard.pool.DoubtListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log and every listener which health checks real requests contradict. */
final class DoubtListeners implements DoubtListener {
    private static final Logger log = LoggerFactory.getLogger(DoubtListeners.class);

    private final List<DoubtListener> listeners = new CopyOnWriteArrayList<>();

    void add(DoubtListener listener) {
        listeners.add(listener);
    }

    @Override
    public void raised(CheckDoubt doubt) {
        log.warn("suspect check {}: {}", doubt.cell(), doubt.reason());
        listeners.forEach(listener -> listener.raised(doubt));
    }

    @Override
    public void settled(CheckDoubt doubt) {
        log.info("the check {} is not suspect any more", doubt.cell());
        listeners.forEach(listener -> listener.settled(doubt));
    }
}
