package io.steelyard.health.settings;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the known word that a mistyped one most likely stood for. */
public final class Nearest {
    private Nearest() {}

    /** {@code ", did you mean 'interval'?"}, or nothing where no known word is near. */
    public static String hint(String given, Collection<String> known) {
        String nearest = find(given, known);
        return nearest == null ? "" : ", did you mean '" + nearest + "'?";
    }

    public static @Nullable String find(String given, Collection<String> known) {
        String best = null;
        int least = Math.max(1, given.length() / 3) + 1;
        for (String word : known) {
            int distance = distance(given.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
            if (distance < least || (distance == least && best != null && word.compareTo(best) < 0)) {
                least = distance;
                best = word;
            }
        }
        return best;
    }

    /** Edits (insert, remove, replace, swap two neighbours) that turn one word into the other. */
    private static int distance(String a, String b) {
        if (a.length() > 64 || b.length() > 64) {
            return Integer.MAX_VALUE;
        }
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    edits[i][j] = i + j;
                    continue;
                }
                int replace = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                edits[i][j] = Math.min(replace, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    edits[i][j] = Math.min(edits[i][j], 1 + edits[i - 2][j - 2]);
                }
            }
        }
        return edits[a.length()][b.length()];
    }
}
