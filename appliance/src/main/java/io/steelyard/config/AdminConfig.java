package io.steelyard.config;

/** Where the administrator's page and API listen. */
public record AdminConfig(String address, int port) {}
