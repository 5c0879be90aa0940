package io.steelyard.admin.access;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What of a request says whether it may be answered.
 *
 * @param need what it takes; null where nobody may
 * @param named the user that the path names; empty for none
 * @param authority the Host that was asked for
 * @param cookie what the browser shows of a log-on
 * @param bearer the token of a program
 * @param csrf the header that only a page of our own can set
 * @param origin where the page is from that sent it; null where the client does not say
 * @param fetchSite the same in a browser's words (Fetch Metadata)
 */
public record Asking(
        String method,
        @Nullable Need need,
        String named,
        InetAddress address,
        @Nullable String authority,
        @Nullable String cookie,
        @Nullable String bearer,
        @Nullable String csrf,
        @Nullable String origin,
        @Nullable String fetchSite) {

    /** Whether it is more than a look. */
    public boolean isChange() {
        return !method.equals("GET") && !method.equals("HEAD");
    }
}
