package io.steelyard.admin.access;

/**
 * What lets the first administrator be made: shown where the appliance was started, so that whoever has it could have
 * changed the appliance anyway. Another one each start; good once, and not after too many wrong tries. Thread-safe.
 */
final class SetUpCode {
    static final int MOST_TRIES = 100;

    private final String code = Secret.forTyping();
    private int left = MOST_TRIES;

    String text() {
        return code;
    }

    /** Whether this is the code, as somebody typed it. */
    synchronized boolean isRight(String typed) {
        if (left == 0) {
            return false;
        }
        boolean right = Secret.same(plain(code), plain(typed));
        if (!right) {
            left--;
        }
        return right;
    }

    synchronized boolean isSpent() {
        return left == 0;
    }

    /** The first administrator is made. */
    synchronized void spend() {
        left = 0;
    }

    private static String plain(String text) {
        return User.normal(text)
                .replace("-", "")
                .replace(" ", "")
                .replace('o', '0')
                .replace('i', '1')
                .replace('l', '1');
    }
}
