package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AsciiTest {
    /** Allowed, each of them, and next to one that is not, or beyond where the sign turns. */
    private static final byte[] NEXT_TO_BOUNDS = {0x20, 0x7e, (byte) 0x80, (byte) 0xff};

    static IntStream bytes() {
        return IntStream.range(0, 256);
    }

    @ParameterizedTest
    @MethodSource("bytes")
    void a_value_ends_where_a_byte_may_not_stand_in_it_wherever_that_is(int b) {
        for (int length = 1; length < 40; length++) {
            for (int place = 0; place < length; place++) {
                byte[] value = new byte[length + 2];
                Arrays.fill(value, (byte) 'v');
                value[1 + place] = (byte) b;
                boolean allowed = b == '\t' || (b >= 0x20 && b != 0x7f);

                assertThat(Ascii.endOfValue(value, 1, 1 + length))
                        .as("%d of %d", place, length)
                        .isEqualTo(allowed ? 1 + length : 1 + place);
            }
        }
    }

    @Test
    void a_value_ends_where_it_would_if_looked_at_byte_by_byte() {
        Random random = new Random(20261122);
        for (int round = 0; round < 200_000; round++) {
            byte[] value = new byte[random.nextInt(64)];
            for (int i = 0; i < value.length; i++) {
                value[i] = random.nextInt(16) == 0 ? (byte) random.nextInt() : NEXT_TO_BOUNDS[random.nextInt(4)];
            }
            int expected = 0;
            while (expected < value.length && Ascii.isValue(value[expected])) {
                expected++;
            }

            assertThat(Ascii.endOfValue(value, 0, value.length)).isEqualTo(expected);
        }
    }
}
