package io.steelyard.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** In which line each thing of a file was written, found by its path. Not thread-safe while it is being filled. */
final class Positions {
    private final int line;
    private final Map<String, Positions> children = new HashMap<>();

    Positions(int line) {
        this.line = line;
    }

    int line() {
        return line;
    }

    /** Notes what stands under this one, the key of a group or {@code [n]} of a list. */
    Positions add(String segment, int childLine) {
        Positions child = new Positions(childLine);
        children.put(segment, child);
        return child;
    }

    @Nullable
    Positions find(String segment) {
        return children.get(segment);
    }

    /** The line of the path, or of the nearest thing around it that was written. */
    int lineOf(String path) {
        for (int end = nextEnd(path, 0); end > 0; end = nextEnd(path, end)) {
            Positions child = children.get(path.substring(0, end));
            if (child != null) {
                boolean dot = end < path.length() && path.charAt(end) == '.';
                return child.lineOf(path.substring(dot ? end + 1 : end));
            }
        }
        return line;
    }

    /** Where the next segment may end, since keys may hold dots and brackets of their own; -1 past the last. */
    private static int nextEnd(String path, int from) {
        for (int i = from + 1; i < path.length(); i++) {
            if (path.charAt(i) == '.' || path.charAt(i) == '[') {
                return i;
            }
        }
        return from < path.length() ? path.length() : -1;
    }
}
