package io.steelyard.admin.access;

import io.steelyard.admin.access.Admission.Let;
import io.steelyard.admin.access.Admission.Stop;
import io.steelyard.admin.access.Admission.Why;
import io.steelyard.config.AdminConfig;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request to the admin side may be answered, in this order: not too many from one address; an endpoint
 * that somebody may use; no page of another origin behind it; who it is; a header that only our own page can set, where
 * a cookie says who it is; and the role. Thread-safe; never waits.
 *
 * <p>Against requests forged by other pages there are three things, each of which would do: the cookie is SameSite=Strict,
 * the browser's Origin and Sec-Fetch-Site must not say otherwise, and the header has to be there.
 */
final class Gate {
    private final boolean open;
    private final boolean local;
    private final boolean metricsOpen;
    private final Accounts accounts;
    private final LogOns logOns;
    private final RequestRate rate;
    private final Clock clock;

    Gate(AdminConfig config, Accounts accounts, LogOns logOns, Clock clock) {
        this.open = config.isOpen();
        this.local = config.isLoopback();
        this.metricsOpen = config.areMetricsOpen();
        this.accounts = accounts;
        this.logOns = logOns;
        this.rate = new RequestRate(clock);
        this.clock = clock;
    }

    Admission decide(Asking asking) {
        if (!rate.allows(ClientAddress.counted(asking.address()))) {
            return new Stop(Why.TOO_MANY, null, "These are too many requests from one address; wait a second.");
        }
        Need need = asking.need();
        if (need == null) {
            return new Stop(Why.FORBIDDEN, null, "This is for nobody.");
        }
        if (asking.isChange() && isForeign(asking)) {
            return new Stop(Why.FORBIDDEN, null, "A page of another origin may not ask for this.");
        }
        Caller caller = caller(asking);
        if (need == Need.NOTHING || (need == Need.METRICS && metricsOpen)) {
            return new Let(caller);
        }
        if (caller == null) {
            return unknown(asking);
        }
        if (asking.isChange() && caller.means() == Caller.Means.LOG_ON && !hasProof(asking)) {
            return new Stop(
                    Why.FORBIDDEN,
                    caller,
                    "The header X-CSRF-Token must have what GET /api/v1/session gives as 'csrf'; this protects you from"
                            + " other pages.");
        }
        if (need.isMetBy(caller, asking.named())) {
            return new Let(caller);
        }
        return caller.isLooker() ? unknown(asking) : new Stop(Why.FORBIDDEN, caller, tooLittle(need, caller));
    }

    /** Whether who was let in with this still would be. It does not count as a use of the log-on. */
    boolean isStillKnown(Asking asking) {
        if (open) {
            return true;
        }
        Book book = accounts.book();
        String bearer = asking.bearer();
        if (bearer != null) {
            Token token = book.tokenOfHash(Secret.hash(bearer));
            return token != null && !token.isExpired(clock.instant());
        }
        String cookie = asking.cookie();
        return (cookie != null && logOns.isOn(cookie, book)) || isOpenToLookers();
    }

    /** Until there is a user, whoever is on this machine may see how it is, and change nothing. */
    private boolean isOpenToLookers() {
        return local && accounts.isSetUpNeeded();
    }

    /** What only our own page knows, as it got it with the log-on that this cookie stands for. */
    static String proof(String cookie) {
        return Secret.derived(cookie, "csrf");
    }

    private @Nullable Caller caller(Asking asking) {
        String address = asking.address().getHostAddress();
        if (open) {
            return Caller.open(address);
        }
        Book book = accounts.book();
        String bearer = asking.bearer();
        if (bearer != null) {
            return tokenCaller(bearer, book, address);
        }
        String cookie = asking.cookie();
        LogOns.Found found = cookie == null ? null : logOns.find(cookie, book);
        if (found != null) {
            return Caller.user(found.user(), address);
        }
        return isOpenToLookers() ? Caller.looker(address) : null;
    }

    private @Nullable Caller tokenCaller(String bearer, Book book, String address) {
        Instant now = clock.instant();
        Token token = bearer.startsWith(Token.PREFIX) ? book.tokenOfHash(Secret.hash(bearer)) : null;
        if (token == null || token.isExpired(now)) {
            return null;
        }
        accounts.used(token, now);
        return Caller.token(token, address);
    }

    private Stop unknown(Asking asking) {
        if (asking.bearer() != null) {
            return new Stop(Why.WHO, null, "This token is not known, or it has expired.");
        }
        return new Stop(
                Why.WHO,
                null,
                accounts.isSetUpNeeded()
                        ? "There is no user yet: make the first one with the set-up code that the appliance showed when it"
                                + " started."
                        : "Log on first, or send a token as 'Authorization: Bearer ...'.");
    }

    private static boolean hasProof(Asking asking) {
        String cookie = asking.cookie();
        String csrf = asking.csrf();
        return cookie != null && csrf != null && Secret.same(proof(cookie), csrf);
    }

    private static String tooLittle(Need need, Caller caller) {
        String takes = need == Need.ONESELF
                ? "This is for that user and for administrators"
                : "This takes the role " + need.name().toLowerCase(Locale.ROOT);
        return takes + "; " + caller.name() + " is " + caller.role().word() + ".";
    }

    /** Whether a page of another origin sent it, by all that its browser says (RFC 6454, Fetch Metadata). */
    private static boolean isForeign(Asking asking) {
        String site = asking.fetchSite();
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return true;
        }
        String origin = asking.origin();
        if (origin == null) {
            return false;
        }
        try {
            return !Objects.equals(URI.create(origin).getAuthority(), asking.authority());
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
