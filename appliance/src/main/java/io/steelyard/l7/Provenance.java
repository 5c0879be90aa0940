package io.steelyard.l7;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * From whom a request came, as far as that can be trusted: the peer of the connection or, where that is a trusted proxy,
 * the client that the proxies name. Used again with its request; of a request whose peer is not trusted it costs nothing.
 */
final class Provenance {
    private @Nullable ClientEnds ends;
    private @Nullable ClientTrail xForwardedFor;
    private @Nullable ClientTrail forwarded;
    private @Nullable ClientTrail named;
    private boolean believed;

    void begin(ClientEnds itsEnds) {
        ends = itsEnds;
        named = null;
        believed = false;
    }

    void clear() {
        ends = null;
        named = null;
        believed = false;
    }

    /** Finds out who the client is. */
    void read(OriginRules rules, Head head) {
        believed = ends().isTrusted(rules) && believes(rules, head);
    }

    private boolean believes(OriginRules rules, Head head) {
        ClientTrail x = rules.readsXForwarded() ? xForwardedFor() : null;
        ClientTrail f = rules.readsForwarded() ? forwarded() : null;
        if ((x != null && !x.read(head, rules.trusted())) || (f != null && !f.read(head, rules.trusted()))) {
            return false;
        }
        boolean inX = x != null && x.isThere();
        boolean inF = f != null && f.isThere();
        if (x != null && f != null && inX && inF && !agree(x, f)) {
            return false; // one of them is not the proxies' own, and nobody knows which
        }
        ClientTrail counts = inX ? x : inF ? f : null;
        named = counts == null || counts.isNameless() ? null : counts;
        return true;
    }

    private static boolean agree(ClientTrail one, ClientTrail other) {
        return one.isNameless() == other.isNameless()
                && (one.isNameless() || Arrays.equals(one.client(), other.client()));
    }

    private ClientTrail xForwardedFor() {
        if (xForwardedFor == null) {
            xForwardedFor = new ClientTrail(FieldName.X_FORWARDED_FOR);
        }
        return xForwardedFor;
    }

    private ClientTrail forwarded() {
        if (forwarded == null) {
            forwarded = new ClientTrail(FieldName.FORWARDED);
        }
        return forwarded;
    }

    ClientEnds ends() {
        ClientEnds present = ends;
        if (present == null) {
            throw new IllegalStateException("a request that is over came from nobody");
        }
        return present;
    }

    /** Whether what the request says of others counts. */
    boolean isBelieved() {
        return believed;
    }

    /** Whether somebody else than the peer is the client. */
    boolean isOther() {
        return named != null;
    }

    /** The client's address, 4 or 16 bytes, valid as long as the request. */
    byte[] address() {
        return named == null ? ends().bytes() : named.client();
    }

    /** What the list of this kind says already, to be added to; null where there is none that counts. */
    @Nullable
    ClientTrail before(FieldName name) {
        ClientTrail trail = name == FieldName.FORWARDED ? forwarded : xForwardedFor;
        return believed && trail != null && trail.isThere() ? trail : null;
    }
}
