package io.steelyard.health.diagnosis;

import io.steelyard.health.CellHistory;
import io.steelyard.health.CellId;
import io.steelyard.health.CellState;
import io.steelyard.health.Diagnosis.Evidence;
import io.steelyard.health.Trial;
import io.steelyard.health.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one pool's health at one moment. Immutable.
 *
 * @param virtualService its name
 * @param checks in the configuration's order
 * @param cells those that have a verdict, in the configuration's order
 * @param knownHosts the host names that are known of anywhere in the appliance, most likely first
 * @param trials what was tried without being saved
 */
public record PoolFacts(
        String virtualService, List<Check> checks, List<Cell> cells, List<String> knownHosts, List<Trial> trials) {

    public PoolFacts {
        checks = List.copyOf(checks);
        cells = List.copyOf(cells);
        knownHosts = List.copyOf(knownHosts);
        trials = List.copyOf(trials);
    }

    /**
     * One health check as it is configured.
     *
     * @param index its place in the list, from 0
     * @param settings as they were written, without the host names
     * @param hosts the host names it asks by
     */
    public record Check(int index, String type, Map<String, Object> settings, List<String> hosts) {

        /** Where a setting of it stands within the virtual service. */
        public String path(String key) {
            return "healthChecks[" + index + "]." + key;
        }

        /** Without the settings' values, as there may be secrets among them. */
        @Override
        public String toString() {
            return "Check[" + index + ", " + type + ", " + settings.keySet() + ", " + hosts + "]";
        }
    }

    /**
     * One cell.
     *
     * @param last the last verdict that agrees with the state: one failed probe makes no diagnosis
     */
    public record Cell(CellId id, CellState state, Verdict last) {

        /** The facts of a cell; null where there are none yet. */
        public static @Nullable Cell of(CellHistory history) {
            CellState state = history.state().state();
            List<Verdict> verdicts = history.verdicts();
            for (int i = verdicts.size() - 1; i >= 0; i--) {
                if (verdicts.get(i).up() == (state == CellState.UP)) {
                    return new Cell(history.cell(), state, verdicts.get(i));
                }
            }
            return null;
        }

        public String realServer() {
            return id.realServer();
        }

        public Evidence evidence() {
            return Evidence.of(id, last);
        }
    }

    /** The cells of one check. */
    public Stream<Cell> cellsOf(Check check) {
        return cells.stream().filter(cell -> cell.id().check() == check.index());
    }

    /** Those of them that are not up. */
    public Stream<Cell> failing(Check check) {
        return cellsOf(check).filter(cell -> !cell.last().up());
    }

    /** The same pool, without these cells. */
    public PoolFacts without(Set<CellId> explained) {
        List<Cell> rest =
                cells.stream().filter(cell -> !explained.contains(cell.id())).toList();
        return new PoolFacts(virtualService, checks, rest, knownHosts, trials);
    }

    /** This trial as it was made, where it was; else as it is given. */
    public Trial tried(Trial wanted) {
        return trials.stream().filter(wanted::asksAs).findFirst().orElse(wanted);
    }
}
