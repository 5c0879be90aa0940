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
 * @param port where it is asked, which the server may name although the request did not
 * @param path with its query
 */
record HttpPlace(HttpScheme scheme, @Nullable String authority, int port, String path) {
    private static final int LONGEST = 2000;

    /** A host name where a path should begin: three labels or more, or {@code www} and another. */
    private static final Pattern HOST_AS_PATH =
            Pattern.compile("/?((?:www\\.|[a-z0-9-]+\\.[a-z0-9-]+\\.)[a-z0-9.-]*[a-z])(?:[/?].*)?");

    private static final Pattern PORT = Pattern.compile(":(\\d{1,6})$");

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
        String next = resolved(to);
        return next.startsWith("/") && next.length() <= LONGEST && next.chars().allMatch(c -> c > ' ' && c < 0x7f)
                ? new HttpPlace(scheme, authority, port, next)
                : null;
    }

    private String resolved(URI to) {
        String here = path.startsWith("/") ? path : "/";
        if (to.getRawAuthority() == null && to.getRawPath().isEmpty()) { // java.net.URI would drop the last segment
            String query = to.getRawQuery();
            return query == null ? here : here.replaceFirst("\\?.*", "") + "?" + query;
        }
        URI base = uri(scheme.word() + "://here" + here);
        if (base == null) {
            return to.getRawAuthority() != null || to.getRawPath().startsWith("/") ? whole(to) : "";
        }
        return whole(base.resolve(to));
    }

    private static String whole(URI there) {
        String plain = there.getRawPath().isEmpty() ? "/" : there.getRawPath();
        return there.getRawQuery() == null ? plain : plain + "?" + there.getRawQuery();
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
        return authority != null
                && name(there).equalsIgnoreCase(name(authority))
                && (portOf(there) == portOf(authority) || portOf(there) == port);
    }

    private static String name(String authority) {
        Matcher port = PORT.matcher(authority);
        return port.find() ? authority.substring(0, port.start()) : authority;
    }

    private int portOf(String authority) {
        Matcher named = PORT.matcher(authority);
        return named.find() ? Integer.parseInt(named.group(1)) : scheme.port();
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
