package io.steelyard.appliance;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Asks for a password where somebody sits at a terminal, and reads the first line of the standard input elsewhere. */
final class PasswordPrompt implements UnaryOperator<String> {
    @Override
    @SuppressWarnings("SystemConsoleNull") // where a newer JVM has a console without a terminal, it reads the same line
    public String apply(String prompt) {
        Console console = System.console();
        if (console != null) {
            char[] typed = console.readPassword("%s", prompt);
            return typed == null ? "" : new String(typed);
        }
        try {
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new IllegalStateException("the standard input can't be read: " + e.getMessage(), e);
        }
    }
}
