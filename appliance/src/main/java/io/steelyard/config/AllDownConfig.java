package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;

/** What clients get when no real server takes their requests. */
public sealed interface AllDownConfig {

    /** The word of each in a file. */
    enum Choice {
        ANSWER_503,
        SORRY_SERVER,
        REDIRECT,
        USE_ALL
    }

    Setting<Choice> CHOICE = Setting.choice(
            "whenAllDown",
            Choice.class,
            Choice.ANSWER_503,
            "What clients get when no real server takes their requests: a short page with status 503, what the sorry"
                    + " server answers, a redirect, or whatever the real servers answer although they count as down.");

    /** A short page with status 503. */
    record Answer503() implements AllDownConfig {}

    /** Every real server that the administrator lets work is used, whatever its health. */
    record UseAll() implements AllDownConfig {}

    /**
     * Another server answers, one that nobody checks.
     *
     * @param address an IP address
     * @param port 1–65535
     */
    record SorryServer(String address, int port) implements AllDownConfig {
        public static final String KEY = "sorryServer";
        public static final Setting<String> ADDRESS = Setting.of(
                        "address",
                        "the sorry server's IP address",
                        "192.0.2.1",
                        "The IP address of the server that answers when no real server can.",
                        IpAddress::ofRealServer)
                .required();
        public static final Setting<Integer> PORT =
                Setting.integer("port", 1, 65535, 80, "The TCP port that the sorry server listens on.");

        public SorryServer {
            address = ADDRESS.check(address);
            PORT.check(port);
        }

        /** {@code address:port}, an IPv6 address in brackets. */
        public String name() {
            return RealServerConfig.name(address, port);
        }
    }

    /**
     * Clients are sent elsewhere.
     *
     * @param url absolute, http or https
     * @param status 301, 302, 303, 307 or 308
     */
    record Redirect(String url, int status) implements AllDownConfig {
        public static final String KEY = "redirect";
        public static final Setting<String> URL = Setting.of(
                        "url",
                        RedirectUrl.ALLOWED,
                        "http://www.example.com/",
                        "Where clients are sent, with http:// or https:// in front. {host} stands for the host name that they"
                                + " asked for, {path} for the path, and {target} for path and query.",
                        RedirectUrl::of)
                .required();
        public static final Setting<Integer> STATUS = Setting.of(
                "status",
                "one of 301, 302, 303, 307, 308",
                302,
                "The status code of the redirect. 302 and 307 are for now, 301 and 308 are remembered by browsers.",
                Redirect::statusOf);

        public Redirect {
            url = URL.check(url);
            STATUS.check(status);
        }

        static int statusOf(String text) {
            return switch (text) {
                case "301", "302", "303", "307", "308" -> Integer.parseInt(text);
                default ->
                    throw new IllegalArgumentException(
                            "'" + text + "' is not allowed here, this must be one of 301, 302, 303, 307, 308");
            };
        }
    }

    /** Reads the choice and the group that goes with it, out of a virtual service's settings. */
    static AllDownConfig read(Settings settings) {
        Choice choice = settings.get(CHOICE);
        refuseUnlessChosen(settings, SorryServer.KEY, choice == Choice.SORRY_SERVER, "sorry-server");
        refuseUnlessChosen(settings, Redirect.KEY, choice == Choice.REDIRECT, "redirect");
        return switch (choice) {
            case ANSWER_503 -> new Answer503();
            case USE_ALL -> new UseAll();
            case SORRY_SERVER -> sorryServer(settings.group(SorryServer.KEY));
            case REDIRECT -> redirect(settings.group(Redirect.KEY));
        };
    }

    private static void refuseUnlessChosen(Settings settings, String key, boolean chosen, String word) {
        settings.known(key);
        if (!chosen && settings.has(key)) {
            settings.problem(key, "this goes with whenAllDown: " + word + " only");
        }
    }

    private static SorryServer sorryServer(Settings group) {
        SorryServer read = new SorryServer(group.get(SorryServer.ADDRESS), group.get(SorryServer.PORT));
        group.end();
        return read;
    }

    private static Redirect redirect(Settings group) {
        Redirect read = new Redirect(group.get(Redirect.URL), group.get(Redirect.STATUS));
        group.end();
        return read;
    }
}
