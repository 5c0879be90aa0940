package io.steelyard.config;

import io.steelyard.health.settings.Setting;
import io.steelyard.health.settings.Settings;

/** What tells the clients of a virtual service apart, for persistence. */
public sealed interface PersistBy {

    /** The word of each in a file. */
    enum Type {
        NONE,
        SOURCE_IP,
        COOKIE,
        APPLICATION_COOKIE,
        ALL_COOKIES,
        URI,
        QUERY_ITEM,
        HEADER,
        HOST
    }

    /** When a browser sends a cookie along with a request that another site began (RFC 6265bis section 5.6.7). */
    enum SameSite {
        LAX,
        STRICT,
        NONE
    }

    /** The name of an application's cookie, header field or query item. */
    Setting<String> NAME = Setting.of(
                    "name",
                    "the name of the cookie, header field or query item",
                    "name",
                    "With application-cookie, header and query-item: the name of the one whose value tells clients"
                            + " apart, such as ASP.NET_SessionId.",
                    FieldNameText::of)
            .required();

    /** Nothing: each request is scheduled by itself. */
    record Nothing() implements PersistBy {}

    /** The client's address. */
    record SourceIp() implements PersistBy {}

    /**
     * A cookie that the appliance sets.
     *
     * @param secret what its values are made with; empty for one made up at the start
     */
    record Cookie(String name, String secret, SameSite sameSite, boolean secure, boolean httpOnly)
            implements PersistBy {
        public static final Setting<String> NAME = Setting.of(
                "name",
                "the name of a cookie",
                "steelyard",
                "With cookie: the name of the cookie that the appliance sets.",
                FieldNameText::of);
        public static final Setting<String> SECRET = Setting.of(
                        "secret",
                        "text of 16 to 200 characters",
                        "",
                        "What the cookie's values are made with, so that nobody else can make one. Left out, it is made up"
                                + " anew at each start, and clients are then scheduled anew. Give two appliances the same.",
                        Cookie::secretOf)
                .secret();
        public static final Setting<SameSite> SAME_SITE = Setting.choice(
                "sameSite",
                SameSite.class,
                SameSite.LAX,
                "Whether browsers send the cookie along with requests that another site began: lax for links only,"
                        + " strict for none, none for all, which needs secure.");
        public static final Setting<Boolean> SECURE =
                Setting.flag("secure", false, "Whether browsers send the cookie over HTTPS only.");
        public static final Setting<Boolean> HTTP_ONLY =
                Setting.flag("httpOnly", true, "Whether scripts in the page are kept from reading the cookie.");

        public Cookie {
            NAME.check(name);
            secretOf(secret);
            if (sameSite == SameSite.NONE && !secure) {
                throw new Refusal(SAME_SITE.key(), "browsers take 'none' only together with secure: true");
            }
        }

        private static String secretOf(String text) {
            if (!text.isEmpty() && (text.length() < 16 || text.length() > 200)) {
                throw new IllegalArgumentException("this must be text of 16 to 200 characters");
            }
            return text;
        }

        @Override
        public String toString() {
            return "Cookie[name=" + name + "]";
        }
    }

    /** A cookie that the application sets; clients stay where they got it. */
    record ApplicationCookie(String name) implements PersistBy {}

    /** All cookies that the client sends, as they are. */
    record AllCookies() implements PersistBy {}

    /** What the client asks for. */
    record Uri(UriPart part) implements PersistBy {}

    /** The value of an item of the query. */
    record QueryItem(String name) implements PersistBy {}

    /** The value of a header field. */
    record Header(String name) implements PersistBy {}

    /** The host name. */
    record Host() implements PersistBy {}

    /** Its word in a file. */
    default Type type() {
        if (this instanceof SourceIp) {
            return Type.SOURCE_IP;
        }
        if (this instanceof Cookie) {
            return Type.COOKIE;
        }
        if (this instanceof ApplicationCookie) {
            return Type.APPLICATION_COOKIE;
        }
        if (this instanceof AllCookies) {
            return Type.ALL_COOKIES;
        }
        if (this instanceof Uri) {
            return Type.URI;
        }
        if (this instanceof QueryItem) {
            return Type.QUERY_ITEM;
        }
        if (this instanceof Header) {
            return Type.HEADER;
        }
        return this instanceof Host ? Type.HOST : Type.NONE;
    }

    /** Whether a request may come without it. */
    default boolean mayBeMissing() {
        return !(this instanceof Uri || this instanceof Host || this instanceof SourceIp);
    }

    static PersistBy read(Settings settings) {
        return switch (settings.get(PersistenceConfig.TYPE)) {
            case NONE -> new Nothing();
            case SOURCE_IP -> new SourceIp();
            case COOKIE -> cookie(settings);
            case APPLICATION_COOKIE -> new ApplicationCookie(settings.get(NAME));
            case ALL_COOKIES -> new AllCookies();
            case URI -> new Uri(settings.get(HashingConfig.URI_PART));
            case QUERY_ITEM -> new QueryItem(settings.get(NAME));
            case HEADER -> new Header(settings.get(NAME));
            case HOST -> new Host();
        };
    }

    private static PersistBy cookie(Settings settings) {
        String name = settings.get(Cookie.NAME);
        String secret = settings.get(Cookie.SECRET);
        SameSite sameSite = settings.get(Cookie.SAME_SITE);
        boolean secure = settings.get(Cookie.SECURE);
        boolean httpOnly = settings.get(Cookie.HTTP_ONLY);
        try {
            return new Cookie(name, secret, sameSite, secure, httpOnly);
        } catch (Refusal refusal) {
            settings.problem(refusal.key(), refusal.sentence());
            return new Nothing();
        }
    }
}
