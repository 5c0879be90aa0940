package io.steelyard.health.check;

import io.steelyard.health.Ending;

/**
 * One LDAP message (RFC 4511, 4.1.1): an id and an operation in a sequence.
 *
 * @param operation the tag of what it is
 * @param content what is in that
 */
record LdapMessage(int id, int operation, BerReader content) {
    static final int BIND_REQUEST = 0x60;
    static final int BIND_RESPONSE = 0x61;
    static final int UNBIND_REQUEST = 0x42;
    static final int SEARCH_REQUEST = 0x63;
    static final int SEARCH_ENTRY = 0x64;
    static final int SEARCH_DONE = 0x65;
    static final int SEARCH_REFERENCE = 0x73;
    static final int EXTENDED_REQUEST = 0x77;
    static final int EXTENDED_RESPONSE = 0x78;

    /** What an answer to a probe may have at most. */
    static final int MAX_LENGTH = 32 * 1024;

    static byte[] write(int id, byte[] operation) {
        return Ber.element(Ber.SEQUENCE, Ber.number(Ber.INTEGER, id), operation);
    }

    /** @throws BerReader.Malformed where the bytes are no LDAP message */
    static LdapMessage read(byte[] bytes) {
        BerReader in = new BerReader(bytes).enter(Ber.SEQUENCE);
        int id = in.number(Ber.INTEGER);
        int operation = in.peekTag();
        return new LdapMessage(id, operation, in.enter(operation));
    }

    /** Behind one message; at once where what comes can be none. */
    static Ending ending() {
        return (bytes, seen, length) -> {
            if (length >= 1 && bytes[0] != Ber.SEQUENCE) {
                return length;
            }
            if (length < 2) {
                return Ending.NOT_YET;
            }
            int size = (bytes[1] & 0x80) == 0 ? 0 : bytes[1] & 0x7f;
            if (size > 4) {
                return length;
            }
            if (length < 2 + size) {
                return Ending.NOT_YET;
            }
            long content = size == 0 ? bytes[1] : 0;
            for (int i = 0; i < size; i++) {
                content = (content << 8) | (bytes[2 + i] & 0xff);
            }
            long whole = 2 + size + content;
            if (whole > MAX_LENGTH) {
                return length; // which is then read as one that breaks off
            }
            return length >= whole ? (int) whole : Ending.NOT_YET;
        };
    }
}
