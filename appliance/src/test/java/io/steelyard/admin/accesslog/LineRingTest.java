package io.steelyard.admin.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineRingTest {
    private static boolean offer(LineRing ring, int outlet, String line) {
        byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
        return ring.offer(outlet, bytes, bytes.length);
    }

    private static List<String> drained(LineRing ring) {
        List<String> lines = new ArrayList<>();
        ring.drain((outlet, bytes, start, length) ->
                lines.add(outlet + " " + new String(bytes, start, length, StandardCharsets.US_ASCII)));
        return lines;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void lines_come_out_whole_and_in_order_and_what_finds_no_room_is_refused(long seed) {
        Random random = new Random(seed);
        LineRing ring = new LineRing(256);
        ArrayDeque<String> inside = new ArrayDeque<>();
        int refused = 0;
        for (int i = 0; i < 5000; i++) {
            String line = "x".repeat(random.nextInt(90)) + i;
            if (offer(ring, i, line)) {
                inside.add(i + " " + line);
            } else {
                refused++;
                assertThat(inside).isNotEmpty();
            }
            if (random.nextInt(4) == 0) {
                assertThat(drained(ring)).containsExactlyElementsOf(inside);
                inside.clear();
                assertThat(ring.isEmpty()).isTrue();
            }
        }

        assertThat(refused).isPositive();
    }

    @Test
    void a_line_that_never_fits_is_refused_and_harms_no_other() {
        LineRing ring = new LineRing(64);

        assertThat(offer(ring, 1, "y".repeat(64))).isFalse();
        assertThat(offer(ring, 2, "z")).isTrue();
        assertThat(drained(ring)).containsExactly("2 z");
    }

    @Test
    void two_threads_pass_every_line_on() throws Exception {
        LineRing ring = new LineRing(1024);
        int count = 200_000;
        CompletableFuture<Void> putting = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < count; i++) {
                while (!offer(ring, i, "line " + i)) {
                    Thread.onSpinWait();
                }
            }
        });
        int[] next = {0};
        while (next[0] < count && !putting.isCompletedExceptionally()) {
            ring.drain((outlet, bytes, start, length) -> {
                assertThat(outlet).isEqualTo(next[0]);
                assertThat(length)
                        .isEqualTo("line ".length() + Integer.toString(outlet).length());
                next[0]++;
            });
            Thread.onSpinWait();
        }

        putting.get(10, TimeUnit.SECONDS);
        assertThat(next[0]).isEqualTo(count);
    }
}
