package io.steelyard.admin;

import io.steelyard.diagnosis.Diagnoses;
import io.steelyard.health.HealthMonitor;
import io.steelyard.health.Trials;
import io.steelyard.journal.Journal;

/** Where the admin side learns why a server is red, and what happened. */
public record Insight(HealthMonitor monitor, Diagnoses diagnoses, Trials trials, Journal journal) {}
