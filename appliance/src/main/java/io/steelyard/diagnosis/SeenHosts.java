package io.steelyard.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/**
 * The host names that clients asked for in vain: what to try when a health check asks by none. The first ones count and no
 * more than {@link #MOST}, so that nobody can have real servers asked for ever new names. Thread-safe.
 */
final class SeenHosts {
    static final int MOST = 20;
    static final int LONGEST = 253;
    private static final int MOST_SERVICES = 1000;
    private static final Pattern NAME = Pattern.compile("(?=.*[a-z])[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63}){0,8}");

    private final Map<String, Set<String>> services = new ConcurrentHashMap<>();

    /** Takes note of one; any thread. False where it says nothing new. */
    boolean asked(String virtualService, String host) {
        Set<String> known = services.get(virtualService);
        if (host.isEmpty() || host.length() > LONGEST || (known != null && known.size() >= MOST)) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT);
        if ((known != null && known.contains(name)) || !NAME.matcher(name).matches()) {
            return false;
        }
        if (known == null && services.size() >= MOST_SERVICES) {
            return false;
        }
        Set<String> names = services.computeIfAbsent(virtualService, s -> new ConcurrentSkipListSet<>());
        return names.size() < MOST && names.add(name);
    }

    List<String> of(String virtualService) {
        return List.copyOf(services.getOrDefault(virtualService, Set.of()));
    }
}
