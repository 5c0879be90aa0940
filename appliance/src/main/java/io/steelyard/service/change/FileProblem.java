package io.steelyard.service.change;

import io.steelyard.config.ConfigProblem;
import java.time.Instant;
import java.util.List;

/**
 * What the configuration file holds is not what runs, because it can't be. Over with the next good edit, or the next
 * change by another way, which keeps what the file held.
 *
 * @param file its path
 * @param since when it was seen
 * @param problems everything wrong with it, never empty; one without a line where it is valid but cannot be applied
 */
public record FileProblem(String file, Instant since, List<ConfigProblem> problems) {
    public FileProblem {
        problems = List.copyOf(problems);
    }
}
