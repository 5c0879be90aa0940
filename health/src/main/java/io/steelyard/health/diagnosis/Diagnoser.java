package io.steelyard.health.diagnosis;

import io.steelyard.health.Diagnosis;
import java.util.List;

/** Knows one thing that can be wrong with a pool. Thread-safe, without state. */
@FunctionalInterface
public interface Diagnoser {

    /** What it finds among these facts; empty where it finds nothing. Must look at nothing else. */
    List<Diagnosis> examine(PoolFacts pool);
}
