package io.steelyard.health.check;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What an LDAP probe asks, as operations of RFC 4511.
 *
 * @param bindDn empty for an anonymous bind
 * @param searchBase where to search after the bind; null to leave it at the bind
 * @param expectEntries how many entries must be found
 */
record LdapQuestion(
        String bindDn,
        Secret password,
        @Nullable String searchBase,
        Scope scope,
        LdapFilter filter,
        int expectEntries) {
    private static final String START_TLS = "1.3.6.1.4.1.1466.20037";
    private static final String NO_ATTRIBUTES = "1.1";
    private static final int SIMPLE = 0x80;
    private static final int REQUEST_NAME = 0x80;

    /** How far below its base a search looks, as RFC 4511, 4.5.1.2, numbers it. */
    enum Scope {
        BASE(0),
        ONE(1),
        SUBTREE(2);

        private final int number;

        Scope(int number) {
            this.number = number;
        }
    }

    static byte[] startTls() {
        return Ber.element(LdapMessage.EXTENDED_REQUEST, Ber.text(REQUEST_NAME, START_TLS));
    }

    byte[] bind() {
        return bind(password.reveal());
    }

    /** The bind as a transcript may hold it. */
    byte[] bindWithoutSecret() {
        return bind(password.toString());
    }

    private byte[] bind(String shown) {
        return Ber.element(
                LdapMessage.BIND_REQUEST,
                Ber.number(Ber.INTEGER, 3),
                Ber.text(Ber.OCTETS, bindDn),
                Ber.text(SIMPLE, shown));
    }

    /** A search that wants no attribute, and no more entries than are needed. */
    byte[] search(String base, int seconds) {
        return Ber.element(
                LdapMessage.SEARCH_REQUEST,
                Ber.element(Ber.OCTETS, base.getBytes(StandardCharsets.UTF_8)),
                Ber.number(Ber.ENUMERATED, scope.number),
                Ber.number(Ber.ENUMERATED, 0),
                Ber.number(Ber.INTEGER, Math.max(1, expectEntries)),
                Ber.number(Ber.INTEGER, seconds),
                Ber.flag(true),
                filter.written(),
                Ber.element(Ber.SEQUENCE, Ber.text(Ber.OCTETS, NO_ATTRIBUTES)));
    }

    static byte[] unbind() {
        return Ber.element(LdapMessage.UNBIND_REQUEST);
    }
}
