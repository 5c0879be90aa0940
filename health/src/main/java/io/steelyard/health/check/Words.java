package io.steelyard.health.check;

/** What others sent, made fit to stand in a sentence on one line. */
final class Words {
    private Words() {}

    /** The text's beginning; control characters and what is no ASCII become question marks. */
    static String excerpt(String text, int most) {
        String beginning = text.length() > most ? text.substring(0, most) + "..." : text;
        return isPlain(beginning) ? beginning.strip() : beginning.strip().replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x20 || text.charAt(i) > 0x7e) {
                return false;
            }
        }
        return true;
    }
}
