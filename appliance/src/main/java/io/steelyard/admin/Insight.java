package io.steelyard.admin;

import io.steelyard.diagnosis.Diagnoses;
import io.steelyard.health.HealthMonitor;
import io.steelyard.health.Trials;
import io.steelyard.journal.Journal;
import io.steelyard.service.Maintenance;

/** Where the admin side learns why a server is red and what happened, and takes servers out for work on them. */
public record Insight(
        HealthMonitor monitor, Diagnoses diagnoses, Trials trials, Journal journal, Maintenance maintenance) {}
