package io.steelyard.names;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a name. The last good addresses stay, however often a later question fails, and whatever the failure:
 * a name server that has lost a zone says that the name does not exist, and real servers are not to be lost for that.
 * Where they are gone indeed, health checks find out.
 *
 * <p>Name servers rotate their answers, so the order of an answer means nothing: addresses that were there before keep
 * their order, and new ones come behind them. Immutable.
 *
 * @param addresses at most {@value #MAX_ADDRESSES}; empty as long as nothing is known
 * @param foundAt when they were last answered; null as long as nothing is known
 * @param failure why the last question failed, in words; null where it did not
 * @param failures how many have failed in a row
 * @param next how long to wait before the name is asked for again
 */
public record NameState(
        List<InetAddress> addresses,
        @Nullable Instant foundAt,
        @Nullable String failure,
        int failures,
        Duration next) {
    /** Of a name with more, the others are not used. */
    public static final int MAX_ADDRESSES = 64;

    /** However short the time that a name server gives, the name is not asked for again before. */
    public static final Duration SHORTEST = Duration.ofSeconds(5);

    /** However long the time that a name server gives, the name is asked for again then. */
    public static final Duration LONGEST = Duration.ofHours(1);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);

    /** Nobody has been asked yet. */
    public static final NameState NEW = new NameState(List.of(), null, null, 0, Duration.ZERO);

    public NameState {
        addresses = List.copyOf(addresses);
    }

    /** What an answer makes of it. */
    public NameState after(Answer answer, Instant at) {
        if (answer instanceof Answer.Found found) {
            return new NameState(steady(found.addresses()), at, null, 0, within(found.ttl(), SHORTEST, LONGEST));
        }
        int shift = Math.min(failures, 10);
        Duration retry = within(FIRST_RETRY.multipliedBy(1L << shift), FIRST_RETRY, LAST_RETRY);
        return new NameState(addresses, foundAt, ((Answer.Failed) answer).words(), failures + 1, retry);
    }

    private List<InetAddress> steady(List<InetAddress> answered) {
        Set<InetAddress> kept = new LinkedHashSet<>(addresses);
        kept.retainAll(answered);
        kept.addAll(answered);
        return kept.stream().limit(MAX_ADDRESSES).toList();
    }

    private static Duration within(Duration time, Duration least, Duration most) {
        return time.compareTo(least) < 0 ? least : time.compareTo(most) > 0 ? most : time;
    }

    public boolean isKnown() {
        return !addresses.isEmpty();
    }

    /** How old the addresses are; null as long as there are none. */
    public @Nullable Duration age(Instant now) {
        return foundAt == null ? null : Duration.between(foundAt, now);
    }
}
