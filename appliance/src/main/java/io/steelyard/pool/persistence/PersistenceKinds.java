package io.steelyard.pool.persistence;

import io.steelyard.config.PersistBy;
import io.steelyard.config.PersistenceConfig;
import io.steelyard.config.SourcePrefix;
import io.steelyard.pool.Persistence;
import io.steelyard.pool.RequestKey;
import io.steelyard.pool.RequestKeys;
import java.time.Clock;
import java.util.Locale;

/** Makes what a configuration asks for. */
public final class PersistenceKinds {
    private PersistenceKinds() {}

    /**
     * The persistence of a virtual service.
     *
     * @param virtualService its name; the same cookie means another real server with another name
     */
    public static Persistence of(PersistenceConfig config, String virtualService, Clock clock) {
        PersistBy by = config.by();
        if (by instanceof PersistBy.Nothing) {
            return Persistence.NONE;
        }
        if (by instanceof PersistBy.SourceIp) {
            return source(config, clock);
        }
        Persistence kind = by instanceof PersistBy.Cookie cookie
                ? new OwnCookie(cookie, config, virtualService, clock)
                : table(by, config, clock);
        return config.orSourceIp() ? new OrElse(kind, source(config, clock)) : kind;
    }

    private static KeyTable source(PersistenceConfig config, Clock clock) {
        SourcePrefix prefix = config.prefix();
        RequestKey key = RequestKeys.source(prefix.ipv4(), prefix.ipv6());
        return new KeyTable(word(PersistBy.Type.SOURCE_IP), key, ClientLabel.network(prefix), null, config, clock);
    }

    private static String word(PersistBy.Type type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static KeyTable table(PersistBy by, PersistenceConfig config, Clock clock) {
        String kind = word(by.type());
        if (by instanceof PersistBy.ApplicationCookie cookie) {
            SetCookie learned = new SetCookie(cookie.name());
            return new KeyTable(
                    kind, RequestKeys.cookie(cookie.name()), ClientLabel.cookie(cookie.name()), learned, config, clock);
        }
        if (by instanceof PersistBy.AllCookies) {
            return new KeyTable(kind, RequestKeys.field("cookie"), ClientLabel.field("cookie"), null, config, clock);
        }
        if (by instanceof PersistBy.Uri uri) {
            return new KeyTable(kind, RequestKeys.uri(uri.part()), ClientLabel.path(), null, config, clock);
        }
        if (by instanceof PersistBy.QueryItem item) {
            return new KeyTable(
                    kind, RequestKeys.queryItem(item.name()), ClientLabel.queryItem(item.name()), null, config, clock);
        }
        if (by instanceof PersistBy.Header header) {
            return new KeyTable(
                    kind, RequestKeys.field(header.name()), ClientLabel.field(header.name()), null, config, clock);
        }
        return new KeyTable(kind, RequestKeys.host(), ClientLabel.host(), null, config, clock);
    }
}
