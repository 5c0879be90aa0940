package io.steelyard.health.diagnosis;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a redirect leads, as a browser takes it (RFC 9110, section 10.2.2; RFC 3986, section 5). */
final class Redirect {
    /** Endings of files, which look like host names and are none. */
    private static final String FILE =
            "html?|aspx?|ashx|asmx|svc|php\\d?|jsp|do|cgi|pl|xml|json|js|css|txt|pdf|ico|png|jpe?g|gif|svg";

    private static final Pattern HOST_LIKE = Pattern.compile(
            "/?((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{1,62})(:\\d{1,5})?([/?#].*)?",
            Pattern.DOTALL);
    private static final Pattern FILE_LIKE = Pattern.compile(".*\\.(" + FILE + ")");
    private static final Pattern REPEATED = Pattern.compile("(/[^/?#]+(?:/[^/?#]+)*?)\\1+(/.*)?", Pattern.DOTALL);

    private Redirect() {}

    /** What the field says as it was most likely meant, with a scheme; null where it is in order. */
    static @Nullable String withScheme(String location) {
        Matcher matcher = HOST_LIKE.matcher(location.toLowerCase(Locale.ROOT));
        if (!matcher.matches() || FILE_LIKE.matcher(matcher.group(1)).matches()) {
            return null;
        }
        boolean plausible = location.startsWith("www.", location.startsWith("/") ? 1 : 0)
                || matcher.group(1).chars().filter(c -> c == '.').count() > 1
                || !location.startsWith("/");
        return plausible ? "http://" + (location.startsWith("/") ? location.substring(1) : location) : null;
    }

    /** Whether the redirect leads to what was asked for, or to a path that only grows. */
    static boolean loops(HttpTalk talk, String scheme, String location) {
        String host = talk.host();
        if (host == null) {
            return false;
        }
        try {
            URI asked = new URI(scheme + "://" + host + (talk.path().startsWith("/") ? talk.path() : "/"));
            URI next = asked.resolve(new URI(location));
            return sameOrigin(asked, next)
                    && (path(asked).equals(path(next))
                            || REPEATED.matcher(next.getRawPath()).matches());
        } catch (java.net.URISyntaxException | IllegalArgumentException e) {
            return false; // what is no address leads nowhere
        }
    }

    private static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost() != null
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    private static String path(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
