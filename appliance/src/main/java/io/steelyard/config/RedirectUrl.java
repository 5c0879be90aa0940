package io.steelyard.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where a redirect may lead: an absolute http or https URL, and nothing that a browser would take for a path of the page
 * it came from. {@code Location: www.business.lab/x} is such a path, and loops.
 *
 * <p>Parts of the request can stand in it: {@code {host}} as the whole host name, and behind the host {@code {path}},
 * or {@code {target}}, which is path and query. They can bring in nothing but what the client itself asked for: where the
 * host is written out nothing of the request can change it, since path and target begin with a slash.
 */
final class RedirectUrl {
    static final String ALLOWED = "a whole URL such as http://www.example.com/sorry or https://{host}{target}";

    private static final int MAX_LENGTH = 2000;
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:(//.*|(?![0-9]).*)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}]*}");
    private static final Pattern TEMPLATE =
            Pattern.compile("(?i:https?)://(\\{host}|[^{}/?#]+)(:\\d+)?([/?#][^{}]*)?(\\{(path|target)}[^{}]*)?");

    private RedirectUrl() {}

    /** @throws IllegalArgumentException with a sentence that says what is wrong with it, and what to write instead */
    static String of(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("this URL is longer than " + MAX_LENGTH + " characters");
        }
        if (!SCHEME.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' does not begin with http:// or https://" + hint(text));
        }
        refuseMisplaced(text);
        URI uri = parsed(text);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("'" + text + "' does not begin with http:// or https://");
        }
        if (uri.getHost() == null || uri.getPort() > 65535 || uri.getPort() == 0) {
            throw refused(text);
        }
        if (!filled(text).equals(uri.toASCIIString())) {
            throw new IllegalArgumentException("'" + text + "' must be written in ASCII: " + uri.toASCIIString());
        }
        return text;
    }

    private static void refuseMisplaced(String text) {
        PLACEHOLDER.matcher(text).results().map(found -> found.group()).forEach(word -> {
            if (!word.equals("{host}") && !word.equals("{path}") && !word.equals("{target}")) {
                throw new IllegalArgumentException(
                        "'" + word + "' is not known here, there are {host}, {path} and {target}");
            }
        });
        if (text.indexOf('{') >= 0 && !TEMPLATE.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' must have {host} as its whole host name, and {path} or"
                    + " {target} once behind it, such as https://{host}{target}");
        }
    }

    /** With something in place of what the request brings. */
    private static String filled(String text) {
        return text.replace("{host}", "host").replace("{path}", "/").replace("{target}", "/");
    }

    /**
     * Whether a client that comes by plain HTTP to this address and port is sent back to where it is, as far as that can
     * be known: by the host name that it used, or by the address itself.
     *
     * @param url one that is allowed
     * @param address of the listener
     */
    static boolean leadsTo(String url, String address, int port) {
        URI uri = parsed(url);
        if (!"http".equalsIgnoreCase(uri.getScheme()) || (uri.getPort() < 0 ? 80 : uri.getPort()) != port) {
            return false;
        }
        return url.contains("{host}")
                || String.valueOf(uri.getHost()).equals(address.indexOf(':') < 0 ? address : "[" + address + "]");
    }

    private static String hint(String text) {
        String bare = text.replaceFirst("^/+", "");
        String host = bare.split("[/?#:{]", 2)[0];
        boolean likely = (HostName.isValid(host) && host.contains(".")) || bare.startsWith("{host}");
        return likely ? ", did you mean http://" + bare + "?" : ", this must be " + ALLOWED;
    }

    private static URI parsed(String text) {
        try {
            return new URI(filled(text));
        } catch (URISyntaxException e) {
            throw refused(text);
        }
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("'" + text + "' is not a URL, this must be " + ALLOWED);
    }
}
