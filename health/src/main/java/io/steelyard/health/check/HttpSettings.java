package io.steelyard.health.check;

import io.steelyard.health.HealthCheck;
import io.steelyard.health.settings.Nearest;
import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;
import io.steelyard.health.tls.TlsSettings;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings of the {@code http} and {@code https} kinds, and how they are read. */
final class HttpSettings {
    private static final Pattern PATH = Pattern.compile("[/*][\\x21-\\x7e]{0,1999}");
    private static final int MAX_REQUEST_BODY = 8192;

    static final Setting<String> METHOD = word(
            "method",
            List.of("HEAD", "GET", "OPTIONS", "POST"),
            "What the probe asks for. HEAD, the default, has the site answer without sending the page; choose GET when "
                    + "the site refuses HEAD or when its body is to be matched.");

    static final Setting<String> PATH_ASKED = Setting.of(
            "path",
            "a path that starts with '/', without spaces",
            "/",
            "The path that is asked for, with its query if it needs one. The default is '/'; give a page that needs what "
                    + "the site needs, such as its database, to have it tell the truth.",
            HttpSettings::path);

    static final Setting<String> VERSION = word(
            "version",
            List.of("HTTP/1.1", "HTTP/1.0"),
            "The HTTP version of the request. The default is HTTP/1.1, which always carries a host name; HTTP/1.0 "
                    + "carries one only when host names are given, and a server with several sites refuses it otherwise.");

    static final Setting<List<HeaderField>> HEADERS = Setting.list(
            "headers",
            Setting.pair(
                    "header", HeaderField.ALLOWED, new HeaderField("X", ""), "One header field.", HeaderField::parse),
            20,
            "Header fields to add to the request, each as \"Name: value\". None by default; add one when the site "
                    + "answers only to it.");

    static final Setting<String> REQUEST_BODY = Setting.of(
            "requestBody",
            "text of at most " + MAX_REQUEST_BODY + " characters",
            "",
            "What a POST sends as its body, as UTF-8. Empty by default; give its Content-Type in 'headers'.",
            HttpSettings::requestBody);

    static final Setting<List<UpCodes.Range>> UP = Setting.list(
                    "up",
                    Setting.of(
                            "code",
                            UpCodes.Range.ALLOWED,
                            new UpCodes.Range(200, 200),
                            "A status code or a range.",
                            UpCodes.Range::parse),
                    50,
                    "The status codes that count as up, as codes and ranges. The default is 200-299, 301, 302, 401; "
                            + "what is given here replaces it.")
            .or(UpCodes.USUAL);

    static final Setting<Pattern> BODY = Setting.pattern(
            "body",
            "A regular expression that must be found in the first 64 KiB of the answer's body; needs GET or POST. Left "
                    + "out, the body is not looked at.");

    static final Setting<Pattern> LOCATION = Setting.pattern(
            "location",
            "A regular expression that must be found in the answer's Location header. Left out, it is not looked at; "
                    + "use it to notice a redirect that leads elsewhere.");

    static final Setting<Integer> FOLLOW_REDIRECTS = Setting.integer(
            "followRedirects",
            0,
            10,
            0,
            "How many redirects are followed, as long as they stay on the same server, scheme and host name; what the last "
                    + "answer says counts. The default is 0: a redirect is the answer. Redirects that loop are down.");

    static final List<Setting<?>> SETTINGS = List.of(
            METHOD, PATH_ASKED, VERSION, HEADERS, REQUEST_BODY, UP, LOCATION, BODY, FOLLOW_REDIRECTS, CheckPort.PORT);

    private HttpSettings() {}

    /** @param tls null for the scheme {@code http} */
    static HealthCheck check(Settings settings, HttpScheme scheme, @Nullable TlsSettings tls) {
        HttpQuestion question = new HttpQuestion(
                scheme,
                settings.get(METHOD),
                settings.get(PATH_ASKED),
                settings.get(VERSION),
                settings.get(HEADERS),
                settings.get(REQUEST_BODY));
        HttpExpectation expectation =
                new HttpExpectation(new UpCodes(settings.get(UP)), settings.find(LOCATION), settings.find(BODY));
        int hops = settings.get(FOLLOW_REDIRECTS);
        refuseContradictions(settings, question, expectation);
        if (hops > 0 && expectation.location() != null) {
            settings.problem(
                    LOCATION.key(), "a redirect is either followed or looked at, leave this or 'followRedirects' out");
        }
        return new HttpCheck(question, expectation, new Connecting(CheckPort.of(settings), tls), hops);
    }

    private static void refuseContradictions(Settings settings, HttpQuestion question, HttpExpectation expectation) {
        String method = question.method();
        if (expectation.body() != null && !method.equals("GET") && !method.equals("POST")) {
            settings.problem(
                    "body", "an answer to " + method + " has no body to match, the method must be GET or POST");
        }
        if (!question.body().isEmpty() && !method.equals("POST")) {
            settings.problem("requestBody", "a " + method + " request sends no body, the method must be POST");
        }
        if (question.path().equals("*") && !method.equals("OPTIONS")) {
            settings.problem("path", "'*' can only be asked for with the method OPTIONS");
        }
        if (expectation.codes().ranges().isEmpty()) {
            settings.problem("up", "this list is empty, no answer could ever count as up");
        }
    }

    private static Setting<String> word(String key, List<String> words, String help) {
        String allowed = "one of " + String.join(", ", words);
        return Setting.of(key, allowed, words.get(0), help, text -> {
            for (String word : words) {
                if (word.equalsIgnoreCase(text.trim())) {
                    return word;
                }
            }
            throw refusal(text, allowed + Nearest.hint(text, words));
        });
    }

    private static String path(String text) {
        if (!PATH.matcher(text).matches() || (text.startsWith("*") && text.length() > 1)) {
            throw refusal(text, "a path that starts with '/', without spaces, at most 2000 characters");
        }
        if (text.indexOf('#') >= 0) {
            throw refusal(text, "a path without '#': what follows it is never sent to a server");
        }
        return text;
    }

    private static String requestBody(String text) {
        if (text.length() > MAX_REQUEST_BODY) {
            throw new IllegalArgumentException(
                    text.length() + " characters are too many, at most " + MAX_REQUEST_BODY + " are allowed");
        }
        return text;
    }

    private static IllegalArgumentException refusal(String given, String allowed) {
        return new IllegalArgumentException("'" + given + "' is not allowed here, this must be " + allowed);
    }
}
