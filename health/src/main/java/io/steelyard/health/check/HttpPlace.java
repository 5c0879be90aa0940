package io.steelyard.health.check;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one request asks for, and where a redirect leads from there (RFC 3986, section 5).
 *
 * @param authority what the request carries as its Host field; null where it carries none
 * @param path with its query
 */
record HttpPlace(HttpScheme scheme, @Nullable String authority, String path) {
    private static final int LONGEST = 2000;

    /** A host name where a path should begin: three labels or more, or {@code www} and another. */
    private static final Pattern HOST_AS_PATH =
            Pattern.compile("/?((?:www\\.|[a-z0-9-]+\\.[a-z0-9-]+\\.)[a-z0-9.-]*[a-z])(?:[/?].*)?");

    private static final Pattern PAGE = Pattern.compile(".*\\.(html?|aspx?|ashx|php|jsp|do|js|css)");

    /**
     * Where the redirect leads on the same server; null where it leads to another one, to another scheme, or nowhere.
     */
    @Nullable
    HttpPlace follow(String location) {
        URI to = uri(location);
        if (to == null || !isHere(to)) {
            return null;
        }
        URI there = URI.create(scheme.word() + "://here" + (path.startsWith("/") ? path : "/"))
                .resolve(to);
        String query = there.getRawQuery();
        String plain = there.getRawPath().isEmpty() ? "/" : there.getRawPath();
        String next = query == null ? plain : plain + "?" + query;
        return next.startsWith("/") && next.length() <= LONGEST && next.chars().allMatch(c -> c > ' ' && c < 0x7f)
                ? new HttpPlace(scheme, authority, next)
                : null;
    }

    /** What is wrong with the redirect, as the end of a sentence that named it; empty where nothing is. */
    String remark(String location) {
        HttpPlace next = follow(location);
        if (next == null) {
            return "";
        }
        if (next.path.equals(path)) {
            return ", which is what was asked for: the redirect loops";
        }
        String host = hostWithoutScheme(location);
        if (host != null) {
            return ", which has no '" + scheme.word() + "://' in front and so does not lead to " + host
                    + " but to a page of that name here";
        }
        return "";
    }

    private static @Nullable String hostWithoutScheme(String location) {
        Matcher matcher = HOST_AS_PATH.matcher(location.toLowerCase(Locale.ROOT));
        return matcher.matches() && !PAGE.matcher(matcher.group(1)).matches() ? matcher.group(1) : null;
    }

    private boolean isHere(URI to) {
        if (to.getScheme() != null && (to.isOpaque() || !to.getScheme().equalsIgnoreCase(scheme.word()))) {
            return false;
        }
        String there = to.getRawAuthority();
        if (there == null) {
            return to.getScheme() == null;
        }
        return authority != null && plain(there).equals(plain(authority));
    }

    private String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        String usual = ":" + scheme.port();
        return lower.endsWith(usual) ? lower.substring(0, lower.length() - usual.length()) : lower;
    }

    private static @Nullable URI uri(String location) {
        if (location.length() > LONGEST) {
            return null;
        }
        try {
            return URI.create(location.trim());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
