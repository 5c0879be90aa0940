package io.steelyard.health;

/** How checks reach the network without knowing what carries them. */
public interface ProbeNetwork {}
