package io.steelyard.l7;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The head of one message: its bytes as received, and a table of offsets into them. Filled by {@link HeadParser},
 * reused message after message; nothing in it is an object per field.
 */
final class Head {
    private static final int FIRST_BYTES = 1024;
    private static final int FIRST_FIELDS = 32;

    /** The bytes of the head, from its first to the line end that closes it, in {@code [0, length)}. */
    byte[] bytes = new byte[FIRST_BYTES];

    int length;

    private int[] fields = new int[FIRST_FIELDS * 4];
    private FieldName[] names = new FieldName[FIRST_FIELDS];
    private int fieldCount;

    /** The {@link FieldName#bit} of each name that came. */
    private long present;

    /** Where the first line begins: leading empty lines are skipped. */
    int start;

    // A request's line.
    int methodEnd;
    int targetStart;
    int targetEnd;

    /** The authority that the target holds, alone (CONNECT) or as part of a URI; both 0 where it holds none. */
    int authorityStart;

    int authorityEnd;

    /** Whether it is a CONNECT request, whose target is an authority and nothing else. */
    boolean connect;

    // A response's line.
    int status;
    int reasonStart;
    int reasonEnd;

    /** 0 for HTTP/1.0, 1 for HTTP/1.1 and above. */
    int minorVersion;

    /** -1 where there is no Content-Length. */
    long contentLength;

    boolean chunked;
    boolean connectionClose;
    boolean connectionKeepAlive;
    boolean connectionUpgrade;

    boolean connectionTe;

    /** Whether {@code TE} says that trailers are welcome. */
    boolean trailersWelcome;

    /** How often an OPTIONS request may still be passed on; -1 where nothing is said. */
    int maxForwards;

    /** Whether a {@code Date} field is there. */
    boolean dated;

    /** Whether {@code Connection} names fields beyond close, keep-alive and upgrade. */
    boolean connectionNamesFields;

    boolean expectsContinue;
    int hostField;

    /** The host name without its port, empty where there is none. */
    int hostStart;

    int hostEnd;

    Head() {
        clear();
    }

    void clear() {
        length = 0;
        fieldCount = 0;
        present = 0;
        start = 0;
        methodEnd = 0;
        targetStart = 0;
        targetEnd = 0;
        authorityStart = 0;
        authorityEnd = 0;
        status = 0;
        reasonStart = 0;
        reasonEnd = 0;
        minorVersion = 1;
        contentLength = -1;
        chunked = false;
        connectionClose = false;
        connectionKeepAlive = false;
        connectionUpgrade = false;
        connect = false;
        connectionTe = false;
        trailersWelcome = false;
        maxForwards = -1;
        dated = false;
        connectionNamesFields = false;
        expectsContinue = false;
        hostField = -1;
        hostStart = 0;
        hostEnd = 0;
    }

    /** Makes room for {@code more} bytes behind those that are there. */
    void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    int fieldCount() {
        return fieldCount;
    }

    void addField(FieldName name, int nameStart, int nameEnd, int valueStart, int valueEnd) {
        if (fieldCount == names.length) {
            names = Arrays.copyOf(names, fieldCount * 2);
            fields = Arrays.copyOf(fields, fieldCount * 8);
        }
        int at = fieldCount * 4;
        fields[at] = nameStart;
        fields[at + 1] = nameEnd;
        fields[at + 2] = valueStart;
        fields[at + 3] = valueEnd;
        names[fieldCount] = name;
        present |= name.bit();
        fieldCount++;
    }

    FieldName name(int field) {
        return names[field];
    }

    int nameStart(int field) {
        return fields[field * 4];
    }

    int nameEnd(int field) {
        return fields[field * 4 + 1];
    }

    int valueStart(int field) {
        return fields[field * 4 + 2];
    }

    int valueEnd(int field) {
        return fields[field * 4 + 3];
    }

    /** Where the field's line ends, its CR LF included. */
    int lineEnd(int field) {
        int at = valueEnd(field);
        while (bytes[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    /** Whether there is a field of that name. */
    boolean has(FieldName name) {
        return (present & name.bit()) != 0;
    }

    /** The field of that name, -1 where there is none or more than one. */
    int findOnly(FieldName name) {
        int found = -1;
        for (int field = 0; field < fieldCount; field++) {
            if (names[field] == name) {
                if (found >= 0) {
                    return -1;
                }
                found = field;
            }
        }
        return found;
    }

    /** The first field of that name, -1 where there is none. */
    int find(FieldName name) {
        for (int field = 0; field < fieldCount; field++) {
            if (names[field] == name) {
                return field;
            }
        }
        return -1;
    }

    /** Whether the target holds an authority, which counts instead of the Host field. */
    boolean hasAuthority() {
        return authorityEnd > 0;
    }

    boolean methodIs(byte[] method) {
        return Arrays.equals(bytes, start, methodEnd, method, 0, method.length);
    }

    /** The target as text; allocates, so not for the path of every request. */
    String target() {
        return new String(bytes, targetStart, targetEnd - targetStart, StandardCharsets.ISO_8859_1);
    }

    /** The method as text; allocates. */
    String method() {
        return new String(bytes, start, methodEnd - start, StandardCharsets.ISO_8859_1);
    }

    /** The value of the first field of that name as text, null where there is none; allocates. */
    @Nullable
    String value(FieldName name) {
        int field = find(name);
        return field < 0
                ? null
                : new String(
                        bytes, valueStart(field), valueEnd(field) - valueStart(field), StandardCharsets.ISO_8859_1);
    }

    /** Gives back what an unusually large head made grow. */
    void shrink() {
        if (bytes.length > 4 * FIRST_BYTES) {
            bytes = new byte[FIRST_BYTES];
        }
        if (names.length > 4 * FIRST_FIELDS) {
            names = new FieldName[FIRST_FIELDS];
            fields = new int[FIRST_FIELDS * 4];
        }
    }
}
