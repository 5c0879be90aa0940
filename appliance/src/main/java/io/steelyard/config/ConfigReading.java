package io.steelyard.config;

import java.util.List;

/** What came of reading a configuration: it is valid as a whole, or not at all. */
public sealed interface ConfigReading {

    /**
     * Nothing is wrong with it.
     *
     * @param tree the same as it was written
     */
    record Valid(ApplianceConfig config, ConfigTree tree) implements ConfigReading {}

    /**
     * Not to be used.
     *
     * @param problems everything wrong with it in the file's order, never empty, at most
     *     {@value ConfigReader#MAX_PROBLEMS} and one that counts the rest
     */
    record Invalid(List<ConfigProblem> problems) implements ConfigReading {
        public Invalid {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("problems: there must be one at least");
            }
        }
    }
}
