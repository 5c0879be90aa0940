package io.steelyard.l7;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes ids that nobody else makes: for requests a number that begins anywhere and counts on behind a random one, for
 * traces random ones. They are unique and no secret. One per event loop and virtual service; making one allocates nothing.
 */
final class Ids {
    static final int REQUEST_ID = 32;
    static final int TRACE_PARENT = 55;
    private static final int TRACE_ID = 3;
    private static final int PARENT_ID = 36;
    private static final byte[] DIGITS = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private @Nullable SplittableRandom random;
    private long ours;
    private long count;

    /** Writes an id of 32 hexadecimal digits. */
    void requestId(byte[] into) {
        random();
        hex(ours, into, 0);
        hex(count++, into, Long.BYTES * 2);
    }

    /** Writes a {@code traceparent} that begins a trace to be recorded (W3C Trace Context, section 3.2). */
    void traceParent(byte[] into) {
        SplittableRandom source = random();
        into[0] = '0';
        into[1] = '0';
        into[2] = '-';
        hex(source.nextLong() | 1, into, TRACE_ID); // nothing of it may be all zeros
        hex(source.nextLong(), into, TRACE_ID + Long.BYTES * 2);
        into[PARENT_ID - 1] = '-';
        hex(source.nextLong() | 1, into, PARENT_ID);
        into[TRACE_PARENT - 3] = '-';
        into[TRACE_PARENT - 2] = '0';
        into[TRACE_PARENT - 1] = '1';
    }

    private SplittableRandom random() {
        SplittableRandom present = random;
        if (present == null) {
            present = new SplittableRandom(new SecureRandom().nextLong());
            random = present;
            ours = present.nextLong();
            count = present.nextLong();
        }
        return present;
    }

    private static void hex(long value, byte[] into, int at) {
        for (int digit = Long.BYTES * 2 - 1; digit >= 0; digit--) {
            into[at + digit] = DIGITS[(int) (value >>> ((Long.BYTES * 2 - 1 - digit) * 4)) & 0xf];
        }
    }
}
