package io.steelyard.appliance;

import io.steelyard.config.ConfigReader;

/** Where the JVM begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(
                Commands.line(new Launch(), ConfigReader::withInstalledKinds).execute(args));
    }
}
