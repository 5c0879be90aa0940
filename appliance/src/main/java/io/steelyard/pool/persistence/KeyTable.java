package io.steelyard.pool.persistence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.steelyard.config.PersistenceConfig;
import io.steelyard.pool.KeyHash;
import io.steelyard.pool.Members;
import io.steelyard.pool.Persistence;
import io.steelyard.pool.PickRequest;
import io.steelyard.pool.RealServer;
import io.steelyard.pool.RequestKey;
import io.steelyard.pool.Sessions;
import io.steelyard.pool.Span;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Remembers by a key of the request which real server was chosen for it: a bounded table, in which the longest unused
 * make room. Keys are kept as hashes of 64 bits; should two clients ever have the same they share a real server, and
 * that is all.
 *
 * <p>A look-up of a known client allocates the hash's box, 24 bytes, and nothing else.
 */
final class KeyTable implements Persistence, Sessions {
    private static final int ID_DIGITS = 16;

    private final String kind;
    private final RequestKey key;
    private final ClientLabel label;
    private final @Nullable SetCookie learned;
    private final Clock clock;
    private final Cache<Long, Entry> entries;
    private final int capacity;
    private final LongAdder evicted = new LongAdder();

    private record Entry(String client, RealServer server, Instant since) {}

    /** @param learned the cookie of responses that is a key of requests to come; null where there is none */
    KeyTable(
            String kind,
            RequestKey key,
            ClientLabel label,
            @Nullable SetCookie learned,
            PersistenceConfig config,
            Clock clock) {
        this.kind = kind;
        this.key = key;
        this.label = label;
        this.learned = learned;
        this.clock = clock;
        this.capacity = config.entries();
        Caffeine<Object, Object> table = Caffeine.newBuilder()
                .maximumSize(capacity)
                .evictionListener((hash, entry, cause) -> {
                    if (cause == RemovalCause.SIZE) {
                        evicted.increment();
                    }
                })
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
        entries = config.refresh()
                ? table.expireAfterAccess(config.timeout()).build()
                : table.expireAfterWrite(config.timeout()).build();
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public @Nullable RealServer remembered(PickRequest request, Members members) {
        long hash = key.of(request);
        Entry entry = hash == KeyHash.NONE ? null : entries.getIfPresent(hash);
        return entry == null ? null : entry.server;
    }

    @Override
    public @Nullable RealServer known(PickRequest request, Members members) {
        long hash = key.of(request);
        Entry entry = hash == KeyHash.NONE ? null : entries.policy().getIfPresentQuietly(hash);
        return entry == null ? null : entry.server;
    }

    @Override
    public RealServer remember(PickRequest request, RealServer chosen, @Nullable RealServer instead) {
        long hash = key.of(request);
        if (hash == KeyHash.NONE) {
            return chosen;
        }
        Entry entry = new Entry(label.of(request), chosen, clock.instant());
        Entry before = entries.asMap().putIfAbsent(hash, entry);
        if (before == null) {
            return chosen;
        }
        if (before.server != instead && before.server != request.tried()) {
            return before.server;
        }
        entries.put(hash, entry);
        return chosen;
    }

    @Override
    public boolean learns() {
        return learned != null;
    }

    @Override
    public void learn(RealServer server, byte[] bytes, int start, int end) {
        long value = learned == null ? Span.NONE : learned.valueIn(bytes, start, end);
        if (value == Span.NONE) {
            return;
        }
        long hash = KeyHash.of(bytes, Span.start(value), Span.end(value));
        Entry before = entries.getIfPresent(hash);
        if (before == null || before.server != server) {
            entries.put(hash, new Entry(ClientLabel.secret(bytes, value), server, clock.instant()));
        }
    }

    @Override
    public Sessions sessions() {
        return this;
    }

    /** Makes room at once where it would be made in a moment. */
    void settle() {
        entries.cleanUp();
    }

    @Override
    public long capacity() {
        return capacity;
    }

    @Override
    public long evicted() {
        return evicted.sum();
    }

    @Override
    public long count() {
        return entries.estimatedSize();
    }

    @Override
    public Map<String, Long> countByServer() {
        return entries.asMap().values().stream()
                .collect(Collectors.groupingBy(entry -> entry.server.name(), Collectors.counting()));
    }

    @Override
    public List<Session> find(String text, int max) {
        String folded = text.toLowerCase(Locale.ROOT);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long hash = KeyHash.of(bytes, 0, bytes.length);
        return entries.asMap().entrySet().stream()
                .filter(at -> at.getKey() == hash
                        || id(at.getKey()).equals(folded)
                        || at.getValue().client.toLowerCase(Locale.ROOT).contains(folded)
                        || at.getValue().server.name().contains(folded))
                .limit(max)
                .map(at -> new Session(
                        id(at.getKey()),
                        at.getValue().client,
                        at.getValue().server.name(),
                        at.getValue().since))
                .toList();
    }

    private static String id(long hash) {
        return String.format("%0" + ID_DIGITS + "x", hash);
    }

    @Override
    public boolean forget(String id) {
        try {
            return id.length() == ID_DIGITS && entries.asMap().remove(Long.parseUnsignedLong(id, 16)) != null;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    @Override
    public long forgetAll() {
        long before = entries.asMap().size();
        entries.invalidateAll();
        return before;
    }

    @Override
    public long forgetAll(String realServer) {
        List<Long> keys = entries.asMap().entrySet().stream()
                .filter(at -> at.getValue().server.name().equals(realServer))
                .map(Map.Entry::getKey)
                .toList();
        entries.invalidateAll(keys);
        return keys.size();
    }
}
