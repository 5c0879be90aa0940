package io.steelyard.service;

import io.steelyard.health.settings.Quantities;
import java.time.Duration;
import java.util.List;

/** Numbers and lists as people read them. */
final class Words {
    private Words() {}

    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    static String time(Duration time) {
        return Quantities.write(time);
    }

    static String list(List<String> words) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
    }
}
