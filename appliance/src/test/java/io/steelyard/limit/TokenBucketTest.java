package io.steelyard.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void a_full_bucket_gives_its_burst_and_then_one_token_for_each_interval() {
        Rate rate = Rate.of(10, 3);
        TokenBucket bucket = new TokenBucket(0);

        assertThat(taken(bucket, rate, 0, 10)).isEqualTo(3);
        assertThat(taken(bucket, rate, SECOND / 10 - 1, 1)).isZero();
        assertThat(taken(bucket, rate, SECOND / 10, 10)).isEqualTo(1);
        assertThat(taken(bucket, rate, SECOND, 10)).isEqualTo(3);
    }

    @Test
    void it_says_how_long_until_the_next_token() {
        Rate rate = Rate.of(10, 1);
        TokenBucket bucket = new TokenBucket(0);
        assertThat(bucket.nanosUntilToken(rate, 0)).isZero();

        bucket.take(rate, 0);

        assertThat(bucket.nanosUntilToken(rate, SECOND / 20)).isEqualTo(SECOND / 20);
    }

    @Test
    void a_token_that_is_given_back_can_be_taken_again() {
        Rate rate = Rate.of(1, 1);
        TokenBucket bucket = new TokenBucket(0);
        bucket.take(rate, 0);

        bucket.giveBack(rate);

        assertThat(bucket.take(rate, 0)).isTrue();
        assertThat(bucket.take(rate, 0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE - 5 * SECOND, Long.MIN_VALUE, -SECOND})
    void in_no_span_of_time_are_there_more_than_the_rate_and_one_burst(long start) {
        Random random = new Random(7);
        Rate rate = Rate.of(100, 20);
        TokenBucket bucket = new TokenBucket(start);
        List<Long> times = new ArrayList<>();
        long passed = 0;
        while (passed < 10 * SECOND) {
            passed += random.nextInt(8_000_000);
            if (bucket.take(rate, start + passed)) {
                times.add(passed);
            }
        }

        assertThat(times).hasSizeGreaterThan(900);
        for (int i = 0; i < times.size(); i++) {
            for (int j = i; j < times.size(); j++) {
                long span = times.get(j) - times.get(i);
                assertThat((long) j - i + 1).isLessThanOrEqualTo(span / rate.intervalNanos() + rate.burst());
            }
        }
    }

    @Test
    void threads_together_take_no_more_than_there_is() throws Exception {
        Rate rate = Rate.of(1, 1000);
        TokenBucket bucket = new TokenBucket(0);
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                awaitQuietly(go);
                taken.addAndGet(taken(bucket, rate, 0, 2000));
            });
            thread.start();
            threads.add(thread);
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(taken).hasValue(1000);
    }

    private static int taken(TokenBucket bucket, Rate rate, long now, int times) {
        int taken = 0;
        for (int i = 0; i < times; i++) {
            taken += bucket.take(rate, now) ? 1 : 0;
        }
        return taken;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
