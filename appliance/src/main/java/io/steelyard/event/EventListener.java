package io.steelyard.event;

/** Hears of events. Called on any thread, event loops among them; must neither block nor throw. */
@FunctionalInterface
public interface EventListener {
    void happened(Event event);
}
