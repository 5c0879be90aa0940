package io.steelyard.l7;

import static io.steelyard.l7.Ascii.SP;
import static io.steelyard.l7.Ascii.TAB;

import org.jspecify.annotations.Nullable;

/**
 * What the fields that a proxy must understand may say, and what they say together: framing (RFC 9112 section 6),
 * {@code Connection} (RFC 9110 section 7.6.1), {@code Expect} (RFC 9110 section 10.1.1), {@code Host} (RFC 9112 section
 * 3.2). Whatever could be read in two ways is a fault.
 */
final class FieldRules {
    /** Numbers of more digits could exceed 63 bits somewhere. */
    private static final int MAX_LENGTH_DIGITS = 18;

    private static final String CHUNKED = "chunked";
    private static final String CLOSE = "close";
    private static final String KEEP_ALIVE = "keep-alive";
    private static final String UPGRADE = "upgrade";
    private static final String TRAILERS = "trailers";

    /** More are taken for as many. */
    private static final int MOST_FORWARDS = 100_000;

    private static final String CONTINUE = "100-continue";

    private FieldRules() {}

    /** Notes in the head what this field means; null unless it is at fault. */
    static @Nullable HeadFault take(Head head, FieldName name, int start, int end, boolean request) {
        return switch (name) {
            case CONTENT_LENGTH -> contentLength(head, start, end);
            case TRANSFER_ENCODING -> transferEncoding(head, start, end);
            case CONNECTION -> connection(head, start, end);
            case EXPECT -> request ? expect(head, start, end) : null;
            case HOST -> request ? host(head, start, end) : null;
            case TE -> {
                head.trailersWelcome |= request && listsTrailers(head, start, end);
                yield null;
            }
            case MAX_FORWARDS -> request ? maxForwards(head, start, end) : null;
            case DATE -> {
                head.dated = true;
                yield null;
            }
            default -> null;
        };
    }

    static @Nullable HeadFault completeRequest(Head head) {
        HeadFault framing = framing(head);
        if (framing != null) {
            return framing;
        }
        if (head.minorVersion == 1 && head.hostField < 0) {
            return HeadFault.NO_HOST;
        }
        return head.connect ? connect(head) : null;
    }

    /** RFC 9110 section 9.3.6; in HTTP/1.0 there is no CONNECT. */
    private static @Nullable HeadFault connect(Head head) {
        if (head.minorVersion == 0) {
            return HeadFault.CONNECT_REFUSED;
        }
        if (head.chunked || head.contentLength >= 0) {
            return HeadFault.CONNECT_WITH_BODY;
        }
        int start = head.valueStart(head.hostField);
        boolean same =
                sameName(head.bytes, start, head.valueEnd(head.hostField), head.authorityStart, head.authorityEnd);
        return same ? null : HeadFault.CONNECT_WITH_OTHER_HOST;
    }

    static @Nullable HeadFault completeResponse(Head head) {
        return framing(head);
    }

    private static @Nullable HeadFault framing(Head head) {
        if (!head.chunked) {
            return null;
        }
        if (head.contentLength >= 0) {
            return HeadFault.TWO_LENGTHS;
        }
        return head.minorVersion == 0 ? HeadFault.CHUNKED_IN_HTTP_1_0 : null;
    }

    private static @Nullable HeadFault contentLength(Head head, int start, int end) {
        if (head.contentLength >= 0) {
            return HeadFault.TWO_LENGTHS;
        }
        if (start == end || end - start > MAX_LENGTH_DIGITS) {
            return HeadFault.BAD_CONTENT_LENGTH;
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            if (!Ascii.isDigit(head.bytes[i])) {
                return HeadFault.BAD_CONTENT_LENGTH;
            }
            value = value * 10 + (head.bytes[i] - '0');
        }
        head.contentLength = value;
        return null;
    }

    private static @Nullable HeadFault transferEncoding(Head head, int start, int end) {
        if (head.chunked) {
            return HeadFault.BAD_TRANSFER_ENCODING;
        }
        if (Ascii.equalsIgnoreCase(CHUNKED, head.bytes, start, end)) {
            head.chunked = true;
            return null;
        }
        return isListOfOtherCodings(head, start, end)
                ? HeadFault.UNKNOWN_TRANSFER_CODING
                : HeadFault.BAD_TRANSFER_ENCODING;
    }

    /** Whether it is a well-formed list that ends with chunked, and so would be valid if we knew the others. */
    private static boolean isListOfOtherCodings(Head head, int start, int end) {
        int at = start;
        int codings = 0;
        boolean lastIsChunked = false;
        while (at < end) {
            int nameEnd = at;
            while (nameEnd < end && Ascii.isToken(head.bytes[nameEnd])) {
                nameEnd++;
            }
            if (nameEnd == at || lastIsChunked) {
                return false;
            }
            lastIsChunked = Ascii.equalsIgnoreCase(CHUNKED, head.bytes, at, nameEnd);
            codings++;
            at = skipSpace(head, nameEnd, end);
            if (at < end && head.bytes[at] != ',') {
                return false;
            }
            if (at < end) {
                at = skipSpace(head, at + 1, end);
                if (at == end) {
                    return false;
                }
            }
        }
        return codings > 1 && lastIsChunked;
    }

    private static @Nullable HeadFault connection(Head head, int start, int end) {
        int at = start;
        while (at < end) {
            if (head.bytes[at] == ',' || head.bytes[at] == SP || head.bytes[at] == TAB) {
                at++;
                continue;
            }
            int nameEnd = at;
            while (nameEnd < end && Ascii.isToken(head.bytes[nameEnd])) {
                nameEnd++;
            }
            int next = skipSpace(head, nameEnd, end);
            if (nameEnd == at || (next < end && head.bytes[next] != ',')) {
                return HeadFault.BAD_CONNECTION;
            }
            noteConnectionOption(head, at, nameEnd);
            at = nameEnd;
        }
        return null;
    }

    private static void noteConnectionOption(Head head, int start, int end) {
        if (Ascii.equalsIgnoreCase(CLOSE, head.bytes, start, end)) {
            head.connectionClose = true;
        } else if (Ascii.equalsIgnoreCase(KEEP_ALIVE, head.bytes, start, end)) {
            head.connectionKeepAlive = true;
        } else if (Ascii.equalsIgnoreCase(UPGRADE, head.bytes, start, end)) {
            head.connectionUpgrade = true;
        } else {
            FieldName name = FieldName.find(head.bytes, start, end);
            head.connectionTe |= name == FieldName.TE;
            head.connectionNamesFields |= !name.isProtected();
        }
    }

    /** Whether a {@code Connection} field names this field, which is then not passed on. */
    static boolean isNamedByConnection(Head head, int field) {
        for (int i = 0; i < head.fieldCount(); i++) {
            if (head.name(i) == FieldName.CONNECTION && lists(head, i, head.nameStart(field), head.nameEnd(field))) {
                return true;
            }
        }
        return false;
    }

    private static boolean lists(Head head, int connection, int nameStart, int nameEnd) {
        int at = head.valueStart(connection);
        int end = head.valueEnd(connection);
        while (at < end) {
            int optionEnd = at;
            while (optionEnd < end && Ascii.isToken(head.bytes[optionEnd])) {
                optionEnd++;
            }
            if (optionEnd > at && sameName(head.bytes, at, optionEnd, nameStart, nameEnd)) {
                return true;
            }
            at = Math.max(optionEnd, at + 1);
        }
        return false;
    }

    private static boolean sameName(byte[] bytes, int start, int end, int otherStart, int otherEnd) {
        if (end - start != otherEnd - otherStart) {
            return false;
        }
        for (int i = 0; i < end - start; i++) {
            if (Ascii.lower(bytes[start + i]) != Ascii.lower(bytes[otherStart + i])) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable HeadFault expect(Head head, int start, int end) {
        if (!Ascii.equalsIgnoreCase(CONTINUE, head.bytes, start, end)) {
            return HeadFault.UNKNOWN_EXPECTATION;
        }
        head.expectsContinue = head.minorVersion == 1;
        return null;
    }

    private static @Nullable HeadFault host(Head head, int start, int end) {
        if (head.hostField >= 0) {
            return HeadFault.BAD_HOST;
        }
        head.hostField = head.fieldCount() - 1;
        if (start == end) {
            return null;
        }
        int nameEnd = RequestTarget.hostEnd(head.bytes, start, end);
        if (nameEnd < 0) {
            return HeadFault.BAD_HOST;
        }
        if (!head.hasAuthority()) {
            head.hostStart = start;
            head.hostEnd = nameEnd;
        }
        return null;
    }

    /** Whether a TE field has the member {@code trailers} (RFC 9110 section 10.1.4). */
    private static boolean listsTrailers(Head head, int start, int end) {
        int at = start;
        while (at < end) {
            int from = skipSpace(head, at, end);
            int wordEnd = from;
            while (wordEnd < end && Ascii.isToken(head.bytes[wordEnd])) {
                wordEnd++;
            }
            if (Ascii.equalsIgnoreCase(TRAILERS, head.bytes, from, wordEnd)) {
                return true;
            }
            while (wordEnd < end && head.bytes[wordEnd] != ',') {
                wordEnd++;
            }
            at = wordEnd + 1;
        }
        return false;
    }

    /** RFC 9110 section 7.6.2; with methods other than OPTIONS it means nothing here. */
    private static @Nullable HeadFault maxForwards(Head head, int start, int end) {
        if (!head.methodIs(RequestTarget.OPTIONS)) {
            return null;
        }
        if (head.maxForwards >= 0 || start == end) {
            return HeadFault.BAD_MAX_FORWARDS;
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            if (!Ascii.isDigit(head.bytes[i])) {
                return HeadFault.BAD_MAX_FORWARDS;
            }
            value = Math.min(value * 10 + (head.bytes[i] - '0'), MOST_FORWARDS);
        }
        head.maxForwards = value;
        return null;
    }

    private static int skipSpace(Head head, int from, int end) {
        int at = from;
        while (at < end && (head.bytes[at] == SP || head.bytes[at] == TAB)) {
            at++;
        }
        return at;
    }
}
