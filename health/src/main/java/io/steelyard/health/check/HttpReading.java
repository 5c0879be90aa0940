package io.steelyard.health.check;

import org.jspecify.annotations.Nullable;

/**
 * Says in words what an HTTP answer means. HTTP.sys, the kernel part of IIS, answers by itself where no site does, and
 * can be told by its {@code Server} field: those answers are read as what an administrator has to mend.
 *
 * @param asked what the request asked for
 * @param named whether its Host field is a host name that was given, and not the real server's address
 */
record HttpReading(HttpPlace asked, boolean named) {
    private static final int MOST_PHRASE = 100;
    private static final int MOST_LOCATION = 200;
    private static final String HTTP_SYS = "Microsoft-HTTPAPI/";

    /** What was seen, such as {@code HTTP 302 to http://www.example.com/}. */
    String seen(HttpAnswerHead head) {
        String fromHttpSys = isHttpSys(head) ? httpSys(head.code()) : null;
        if (fromHttpSys != null) {
            return "HTTP " + head.code() + " from HTTP.sys: " + fromHttpSys;
        }
        String location = head.find("Location");
        if (head.code() / 100 == 3 && location != null) {
            return "HTTP " + head.code() + " to " + Words.excerpt(location, MOST_LOCATION) + asked.remark(location);
        }
        return ("HTTP " + head.code() + " " + Words.excerpt(head.phrase(), MOST_PHRASE)).strip();
    }

    /** Why a code that is not among the wanted ones means down. */
    String unwanted(HttpAnswerHead head, UpCodes wanted) {
        boolean looksFine = head.code() < 400; // an error speaks for itself
        return looksFine ? seen(head) + ", which does not count as up (up is " + wanted + ")" : seen(head);
    }

    String noLocation(HttpAnswerHead head, String pattern) {
        return seen(head) + " without a Location to match " + Words.excerpt(pattern, MOST_LOCATION);
    }

    static String otherLocation(String location, String pattern) {
        return "Location '" + Words.excerpt(location, MOST_LOCATION) + "' does not match "
                + Words.excerpt(pattern, MOST_LOCATION);
    }

    String otherBody(HttpAnswerHead head, String pattern) {
        return seen(head) + ", but its body does not match " + Words.excerpt(pattern, MOST_LOCATION);
    }

    private @Nullable String httpSys(int code) {
        String host = asked.authority();
        return switch (code) {
            case 400 -> badHost();
            case 404 ->
                host == null
                        ? "the site is stopped, or the server wants a host name, which the request did not carry"
                        : "the site is stopped or has no binding for " + host;
            case 503 -> "the application pool is stopped";
            default -> null;
        };
    }

    private String badHost() {
        String host = asked.authority();
        if (host == null) {
            return "the request carried no host name; the server wants one";
        }
        return "no site has a binding for " + host + (named ? "" : "; the check has no host name to ask by");
    }

    private static boolean isHttpSys(HttpAnswerHead head) {
        String server = head.find("Server");
        return server != null && server.regionMatches(true, 0, HTTP_SYS, 0, HTTP_SYS.length());
    }
}
