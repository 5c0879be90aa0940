package io.steelyard.service;

import io.steelyard.config.RealServerConfig;
import java.util.ArrayList;
import java.util.List;

/** What differs between two configurations of one real server that can be told in numbers. Pure. */
final class ServerDifference {
    /** One number; a limit of 0 is none. */
    private record Figure(String name, boolean limit, int before, int now) {
        private String change() {
            return "from " + text(before) + " to " + text(now);
        }

        private String text(int value) {
            return limit && value == 0 ? "no limit" : Integer.toString(value);
        }
    }

    private final List<Figure> numbers = new ArrayList<>();

    private ServerDifference(RealServerConfig before, RealServerConfig now) {
        compare("the weight", false, before.weight(), now.weight());
        compare(
                "maxConnections",
                true,
                before.capacity().maxConnections(),
                now.capacity().maxConnections());
        compare("maxRate", true, before.capacity().maxRate(), now.capacity().maxRate());
    }

    private void compare(String name, boolean limit, int before, int now) {
        if (before != now) {
            numbers.add(new Figure(name, limit, before, now));
        }
    }

    /** The change as a sentence without its subject and without a full stop. */
    static String sentence(String service, RealServerConfig before, RealServerConfig now) {
        List<Figure> numbers = new ServerDifference(before, now).numbers;
        String subject = "the real server " + now.name() + " of " + service;
        String all = Words.list(numbers.stream()
                .map(number -> number.name + " " + number.change())
                .toList());
        if (before.enabled() != now.enabled()) {
            return (now.enabled() ? "enables " : "disables ") + subject + (all.isEmpty() ? "" : " and changes " + all);
        }
        return switch (numbers.size()) {
            case 0 -> "changes " + subject + " in place";
            case 1 ->
                "changes " + numbers.get(0).name + " of " + subject + " "
                        + numbers.get(0).change();
            default -> "changes " + subject + ": " + all;
        };
    }
}
