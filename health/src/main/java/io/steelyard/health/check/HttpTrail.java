package io.steelyard.health.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The redirects that one probe has followed. Immutable.
 *
 * @param paths what was asked for, in order, at least one
 * @param most how many redirects may be followed
 */
record HttpTrail(List<String> paths, int most) {
    private static final int MOST_OF_A_PATH = 100;

    HttpTrail {
        paths = List.copyOf(paths);
    }

    static HttpTrail start(HttpPlace place, int most) {
        return new HttpTrail(List.of(place.path()), most);
    }

    boolean follows() {
        return most > 0;
    }

    /** Why this place is not visited next, as what follows the code; null where it is. */
    @Nullable
    String refusal(HttpPlace next) {
        if (paths.contains(next.path())) {
            return " to " + shown(next.path()) + " again: the redirects loop";
        }
        if (paths.size() > most) {
            return " to " + shown(next.path()) + ": more than " + most + (most == 1 ? " redirect" : " redirects");
        }
        return null;
    }

    HttpTrail with(HttpPlace next) {
        List<String> longer = new ArrayList<>(paths);
        longer.add(next.path());
        return new HttpTrail(longer, most);
    }

    /** What a reason ends with; empty where no redirect was followed. */
    String words() {
        int followed = paths.size() - 1;
        if (followed == 0) {
            return "";
        }
        return (followed == 1 ? ", after a redirect to " : ", after " + followed + " redirects to ")
                + shown(paths.get(followed));
    }

    String tooSlow() {
        return "the time was over" + words();
    }

    private static String shown(String path) {
        return Words.excerpt(path, MOST_OF_A_PATH);
    }
}
