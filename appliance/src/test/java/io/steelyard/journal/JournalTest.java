package io.steelyard.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.event.Severity;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalTest {

    /** Takes what it is given, unless told to fail or to hang. */
    private static final class TestReceiver implements Receiver {
        private final List<JournalEntry> taken = new CopyOnWriteArrayList<>();
        private final AtomicInteger failures = new AtomicInteger();
        private final CountDownLatch open;

        TestReceiver(int failures, CountDownLatch open) {
            this.failures.set(failures);
            this.open = open;
        }

        @Override
        public String name() {
            return "test";
        }

        @Override
        public Severity least() {
            return Severity.WARNING;
        }

        @Override
        public Retry retry() {
            return new Retry(3, Duration.ofMillis(1), Duration.ofMillis(1));
        }

        @Override
        public void deliver(List<JournalEntry> entries) throws IOException {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (failures.getAndDecrement() > 0) {
                throw new IOException("not now");
            }
            taken.addAll(entries);
        }

        @Override
        public void close() {}
    }

    @Test
    void memory_holds_the_newest_entries_and_no_more() {
        try (Journal journal = new Journal(100, List.of(), List.of())) {
            for (int i = 0; i < 250; i++) {
                journal.happened(Entries.event("event"));
            }

            assertThat(journal.since(0, 1000))
                    .hasSize(100)
                    .first()
                    .extracting(JournalEntry::number)
                    .isEqualTo(151L);
            assertThat(journal.since(240, 5))
                    .extracting(JournalEntry::number)
                    .containsExactly(241L, 242L, 243L, 244L, 245L);
            assertThat(journal.newest(2)).extracting(JournalEntry::number).containsExactly(249L, 250L);
        }
    }

    @Test
    void a_receiver_that_hangs_holds_nobody_up_and_what_it_loses_is_counted() {
        CountDownLatch never = new CountDownLatch(1);
        TestReceiver receiver = new TestReceiver(0, never);
        try (Delivery delivery = new Delivery(receiver, 10)) {
            for (int i = 1; i <= 1000; i++) {
                delivery.offer(Entries.entry(i));
            }

            assertThat(delivery.status().dropped()).isBetween(800L, 990L);
            never.countDown();
        }
    }

    @Test
    void a_delivery_that_fails_is_tried_again() {
        TestReceiver receiver = new TestReceiver(2, new CountDownLatch(0));
        try (Journal journal = new Journal(100, List.of(), List.of(receiver))) {
            journal.happened(Entries.event("event"));

            Awaitility.await().until(() -> journal.receivers().get(0).delivered() == 1);
            assertThat(receiver.taken).hasSize(1);
            assertThat(journal.receivers().get(0).problem()).isNull();
        }
    }

    @Test
    void a_delivery_that_fails_every_time_is_given_up_and_counted_with_its_reason() {
        TestReceiver receiver = new TestReceiver(3, new CountDownLatch(0));
        try (Journal journal = new Journal(100, List.of(), List.of(receiver))) {
            journal.happened(Entries.event("event"));

            Awaitility.await().until(() -> journal.receivers().get(0).dropped() == 1);
            assertThat(journal.receivers().get(0).problem()).isEqualTo("not now");
        }
    }

    @Test
    void a_receiver_gets_only_what_matters_enough_to_it() {
        TestReceiver receiver = new TestReceiver(0, new CountDownLatch(0));
        try (Journal journal = new Journal(100, List.of(), List.of(receiver))) {
            journal.happened(io.steelyard.event.Event.of(java.time.Instant.EPOCH, Severity.NOTICE, "x", "small"));
            journal.happened(Entries.event("large"));
        }

        assertThat(receiver.taken).extracting(entry -> entry.event().sentence()).containsExactly("large");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "7, 60", "1000, 60"})
    void pauses_grow_to_a_minute(int failures, long seconds) {
        assertThat(Retry.times(8).pause(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
