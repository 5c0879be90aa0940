package io.steelyard.health.diagnosis;

import io.steelyard.health.diagnosis.PoolFacts.Cell;
import io.steelyard.health.diagnosis.PoolFacts.Check;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** The cells of one check that got an HTTP answer, each with what was said. */
final class HttpCells {
    private HttpCells() {}

    static boolean isHttp(Check check) {
        return check.type().equals("http") || check.type().equals("https");
    }

    /** Those cells of the check whose last talk is like this; none where the check is not HTTP. */
    static List<Cell> like(PoolFacts pool, Check check, BiPredicate<Cell, HttpTalk> like) {
        if (!isHttp(check)) {
            return List.of();
        }
        return pool.cellsOf(check)
                .filter(cell -> {
                    HttpTalk talk = HttpTalk.of(cell.last().transcript());
                    return talk != null && like.test(cell, talk);
                })
                .toList();
    }

    /** In groups by host name; those without one together, under an empty name. */
    static Map<String, List<Cell>> byHost(List<Cell> cells) {
        Map<String, List<Cell>> groups = new LinkedHashMap<>();
        for (Cell cell : cells) {
            String host = cell.id().host();
            groups.computeIfAbsent(host == null ? "" : host, h -> new ArrayList<>())
                    .add(cell);
        }
        return groups;
    }
}
