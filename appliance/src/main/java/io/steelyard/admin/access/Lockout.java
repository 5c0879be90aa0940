package io.steelyard.admin.access;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Slows down those who guess passwords, by the address they come from and by the user they try to be.
 *
 * <p>An address gets five guesses and then waits, from a second up to a quarter of an hour. A user gets twenty, from
 * wherever they come, and then waits at most half a minute: long enough that guessing from a thousand addresses leads
 * nowhere, and short enough that a stranger cannot keep an administrator out. Who logged on from an address before does
 * not wait for what strangers did in his name elsewhere. Thread-safe.
 */
final class Lockout {
    private static final int MOST_KNOWN = 1000;

    private final Clock clock;
    private final Delays addresses = new Delays(5, Duration.ofSeconds(1), Duration.ofMinutes(15));
    private final Delays users = new Delays(20, Duration.ofSeconds(1), Duration.ofSeconds(30));
    private final Set<String> known = new LinkedHashSet<>();

    Lockout(Clock clock) {
        this.clock = clock;
    }

    /** How long until this may be tried; zero for now. */
    synchronized Duration wait(String address, String user) {
        Duration byAddress = addresses.wait(address, clock.instant());
        Duration byUser = known.contains(pair(address, user)) ? Duration.ZERO : users.wait(user, clock.instant());
        return byAddress.compareTo(byUser) > 0 ? byAddress : byUser;
    }

    /** A wrong guess; how long until the next. */
    synchronized Duration failed(String address, String user) {
        Duration byAddress = addresses.failed(address, clock.instant());
        Duration byUser = users.failed(user, clock.instant());
        return byAddress.compareTo(byUser) > 0 ? byAddress : byUser;
    }

    /** The right password; the user's other failures stay, as they may be a stranger's. */
    synchronized void succeeded(String address, String user) {
        addresses.succeeded(address);
        String pair = pair(address, user);
        known.remove(pair);
        known.add(pair);
        if (known.size() > MOST_KNOWN) {
            known.remove(known.iterator().next());
        }
    }

    private static String pair(String address, String user) {
        return address + " " + user;
    }
}
