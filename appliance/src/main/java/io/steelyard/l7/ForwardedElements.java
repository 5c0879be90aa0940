package io.steelyard.l7;

/**
 * Takes the value of one {@code Forwarded} field apart (RFC 7239 section 4): elements parted by commas, pairs of name and
 * value parted by semicolons, a value being a token or a quoted string. Strict: a name comes once in an element, nothing
 * but the grammar's spaces stands between, and in a quoted string nothing is escaped, as no value needs it. Used again.
 */
final class ForwardedElements {
    /** More stations than any request comes by; a longer list is no list. */
    static final int MOST = 32;

    private static final int MOST_PAIRS = 8;

    private final int[] starts = new int[MOST];
    private final int[] ends = new int[MOST];

    /** Where each element begins: behind the comma before it. */
    private final int[] elements = new int[MOST];

    private int count;
    private int at;

    int count() {
        return count;
    }

    /** Where the value of this element's {@code for} begins; equal to its end where it has none. */
    int start(int element) {
        return starts[element];
    }

    int end(int element) {
        return ends[element];
    }

    int elementStart(int element) {
        return elements[element];
    }

    /** False where it does not keep to the grammar; then nothing of it counts. */
    boolean read(byte[] bytes, int start, int end) {
        count = 0;
        at = start;
        while (true) {
            if (count == MOST || !element(bytes, end)) {
                return false;
            }
            if (at == end) {
                return true;
            }
            at++; // the comma
        }
    }

    private boolean element(byte[] bytes, int end) {
        elements[count] = at;
        starts[count] = at;
        ends[count] = at;
        int firstPair = at;
        skipSpaces(bytes, end);
        for (int pairs = 0; pairs < MOST_PAIRS; pairs++) {
            int name = at;
            if (!pair(bytes, end) || isRepeated(bytes, firstPair, name)) {
                return false;
            }
            skipSpaces(bytes, end);
            if (at == end || bytes[at] == ',') {
                count++;
                return true;
            }
            if (bytes[at++] != ';') {
                return false;
            }
            skipSpaces(bytes, end);
        }
        return false;
    }

    private boolean pair(byte[] bytes, int end) {
        int name = at;
        skipToken(bytes, end);
        boolean isFor = Ascii.equalsIgnoreCase("for", bytes, name, at);
        if (at == name || at == end || bytes[at++] != '=' || at == end) {
            return false;
        }
        boolean quoted = bytes[at] == '"';
        int value = quoted ? ++at : at;
        if (quoted) {
            while (at < end && bytes[at] != '"') {
                if (bytes[at++] == '\\') {
                    return false;
                }
            }
        } else {
            skipToken(bytes, end);
        }
        if (isFor) {
            starts[count] = value;
            ends[count] = at;
        }
        if (at == value || (quoted && at == end)) {
            return false;
        }
        at += quoted ? 1 : 0;
        return true;
    }

    /** Whether the name that stands at {@code name} came before in this element. */
    private static boolean isRepeated(byte[] bytes, int element, int name) {
        int length = 0;
        while (bytes[name + length] != '=') {
            length++;
        }
        boolean quoted = false;
        boolean atName = true;
        for (int i = element; i < name; i++) {
            byte b = bytes[i];
            quoted ^= b == '"';
            if (atName && b != ' ' && b != '\t') {
                atName = false;
                if (sameName(bytes, i, name, length)) {
                    return true;
                }
            }
            atName |= !quoted && b == ';';
        }
        return false;
    }

    /** With the equals sign that follows. */
    private static boolean sameName(byte[] bytes, int one, int other, int length) {
        for (int i = 0; i <= length; i++) {
            if (Ascii.lower(bytes[one + i]) != Ascii.lower(bytes[other + i])) {
                return false;
            }
        }
        return true;
    }

    private void skipToken(byte[] bytes, int end) {
        while (at < end && Ascii.isToken(bytes[at])) {
            at++;
        }
    }

    private void skipSpaces(byte[] bytes, int end) {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
    }
}
