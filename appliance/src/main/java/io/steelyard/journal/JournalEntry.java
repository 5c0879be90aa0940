package io.steelyard.journal;

import io.steelyard.event.Event;

/**
 * One event in the journal.
 *
 * @param number from 1, one more for each event; goes on after a restart where the journal has files
 */
public record JournalEntry(long number, Event event) {}
