package io.steelyard.l7;

import io.steelyard.net.Prefixes;

/**
 * The stations that a request came by, read from {@code X-Forwarded-For} or {@code Forwarded} from the right end: each
 * proxy added there whom it heard the request from, so the right-most station is named by the peer itself, the one left
 * of it by that station, and so on. The first that is not a trusted proxy is the client; whatever stands left of it, the
 * client wrote itself. To take the left-most instead, as is often done, lets every client choose its address
 * (RFC 7239 section 8.1).
 *
 * <p>What the client wrote cannot spoil what proxies wrote after it: a list that is malformed left of the client counts
 * from the client on. One that is malformed before a client was found says nothing at all. Used again.
 */
final class ClientTrail {
    private final byte[] scratch = new byte[16];
    private final byte[] four = new byte[4];
    private final byte[] sixteen = new byte[16];
    private final ForwardedElements elements = new ForwardedElements();
    private final FieldName name;

    private byte[] client = four;
    private boolean found;
    private boolean nameless;
    private int stations;
    private int keptField;
    private int keptFrom;

    /** @param name the field that it reads */
    ClientTrail(FieldName name) {
        this.name = name;
    }

    /** Reads what the head has; false where that is malformed before the client was found. */
    boolean read(Head head, Prefixes trusted) {
        found = false;
        nameless = true;
        stations = 0;
        keptField = -1;
        keptFrom = 0;
        for (int field = head.fieldCount() - 1; field >= 0; field--) {
            if (head.name(field) == name && head.valueEnd(field) > head.valueStart(field)) {
                boolean whole = name == FieldName.FORWARDED
                        ? readElements(head, field, trusted)
                        : readList(head, field, trusted);
                if (!whole) {
                    return found;
                }
            }
        }
        return true;
    }

    /** Whether there is any station in it. */
    boolean isThere() {
        return keptField >= 0;
    }

    /** Whether it names no address of the client, so that nobody is known but the peer. */
    boolean isNameless() {
        return nameless;
    }

    /** The client's address, 4 or 16 bytes; the array is used again with the next request. */
    byte[] client() {
        return client;
    }

    private boolean readList(Head head, int field, Prefixes trusted) {
        byte[] bytes = head.bytes;
        int first = head.valueStart(field);
        int end = head.valueEnd(field);
        while (true) {
            int start = end;
            while (start > first && bytes[start - 1] != ',') {
                start--;
            }
            int from = skipSpaces(bytes, start, end);
            if (!station(bytes, from, withoutSpaces(bytes, from, end), true, trusted)) {
                return false;
            }
            keptField = field;
            keptFrom = from;
            if (start == first) {
                return true;
            }
            end = start - 1;
        }
    }

    private boolean readElements(Head head, int field, Prefixes trusted) {
        byte[] bytes = head.bytes;
        if (!elements.read(bytes, head.valueStart(field), head.valueEnd(field))) {
            return false;
        }
        for (int element = elements.count() - 1; element >= 0; element--) {
            int start = elements.start(element);
            int end = elements.end(element);
            boolean taken = start == end ? stationWithoutName() : station(bytes, start, end, false, trusted);
            if (!taken) {
                return false;
            }
            keptField = field;
            keptFrom = skipSpaces(bytes, elements.elementStart(element), head.valueEnd(field));
        }
        return true;
    }

    /** Takes the next station to the left; false where it is none, or there are too many. */
    private boolean station(byte[] bytes, int start, int end, boolean bare, Prefixes trusted) {
        int length = ++stations > ForwardedElements.MOST
                ? ForwardedNode.MALFORMED
                : ForwardedNode.read(bytes, start, end, bare, scratch);
        if (length == ForwardedNode.MALFORMED) {
            return false;
        }
        if (length == ForwardedNode.NAMELESS) {
            return stationWithoutName();
        }
        if (!found) {
            client = length == four.length ? four : sixteen;
            System.arraycopy(scratch, 0, client, 0, length);
            nameless = false;
            found = !trusted.contains(scratch, length);
        }
        return true;
    }

    /** Who stands there is not told, so the station that we know of it by is as near to the client as can be known. */
    private boolean stationWithoutName() {
        found = true;
        return true;
    }

    /** Writes the list as far as it counts, with a comma at its end; nothing where there is none. */
    void writeTo(HeadWriter out, Head head) {
        for (int field = Math.max(0, keptField); isThere() && field < head.fieldCount(); field++) {
            int start = field == keptField ? keptFrom : head.valueStart(field);
            if (head.name(field) == name && head.valueEnd(field) > start) {
                out.append(head.bytes, start, head.valueEnd(field)).append(", ");
            }
        }
    }

    private static int skipSpaces(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static int withoutSpaces(byte[] bytes, int start, int end) {
        int last = end;
        while (last > start && (bytes[last - 1] == ' ' || bytes[last - 1] == '\t')) {
            last--;
        }
        return last;
    }
}
