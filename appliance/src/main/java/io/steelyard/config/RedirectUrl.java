package io.steelyard.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a redirect may lead: an absolute http or https URL, and nothing that a browser would take for a path of the page
 * it came from. {@code Location: www.business.lab/x} is such a path, and loops.
 */
final class RedirectUrl {
    static final String ALLOWED = "a whole URL such as http://www.example.com/sorry";

    private static final int MAX_LENGTH = 2000;
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:(//.*|(?![0-9]).*)");

    private RedirectUrl() {}

    /** @throws IllegalArgumentException with a sentence that says what is wrong with it, and what to write instead */
    static String of(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("this URL is longer than " + MAX_LENGTH + " characters");
        }
        if (!SCHEME.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' does not begin with http:// or https://" + hint(text));
        }
        URI uri = parsed(text);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("'" + text + "' does not begin with http:// or https://");
        }
        if (uri.getHost() == null || uri.getPort() > 65535 || uri.getPort() == 0) {
            throw refused(text);
        }
        if (!text.equals(uri.toASCIIString())) {
            throw new IllegalArgumentException("'" + text + "' must be written in ASCII: " + uri.toASCIIString());
        }
        return text;
    }

    private static String hint(String text) {
        String bare = text.replaceFirst("^/+", "");
        String host = bare.split("[/?#:]", 2)[0];
        boolean likely = HostName.isValid(host) && host.contains(".");
        return likely ? ", did you mean http://" + bare + "?" : ", this must be " + ALLOWED;
    }

    private static URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw refused(text);
        }
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("'" + text + "' is not a URL, this must be " + ALLOWED);
    }
}
