package io.steelyard.config;

import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.regex.Pattern;

/** Leaves only such text without quotes as nobody, and no reader of YAML, could take for anything else. */
final class Quoting extends StringQuotingChecker {
    private static final long serialVersionUID = 1L;

    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");
    private static final Pattern PLAIN_VALUE =
            Pattern.compile("[A-Za-z0-9/][A-Za-z0-9_./+-]*(:[A-Za-z0-9_./+-]+)*" + "( [A-Za-z0-9_./+(),-]+)*");
    private static final Pattern LIKE_A_NUMBER = Pattern.compile("[-+.0-9][-+.0-9_eExXa-fA-F:]*");

    @Override
    public boolean needToQuoteName(String name) {
        return isReservedKeyword(name) || !PLAIN_NAME.matcher(name).matches();
    }

    @Override
    public boolean needToQuoteValue(String value) {
        return isReservedKeyword(value)
                || !PLAIN_VALUE.matcher(value).matches()
                || (LIKE_A_NUMBER.matcher(value).matches() && !isAddress(value));
    }

    /** Four numbers with three dots are no number. */
    private static boolean isAddress(String value) {
        return value.chars().filter(c -> c == '.').count() == 3 && value.indexOf(':') < 0;
    }
}
