package io.steelyard.health.settings;

/**
 * One thing wrong with a configuration, said so that it can be mended without a manual.
 *
 * @param path where it is, such as {@code virtualServices[0].healthChecks[1].interval}; empty for the whole
 * @param message what is wrong and what is allowed, one sentence
 */
public record SettingProblem(String path, String message) {
    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
