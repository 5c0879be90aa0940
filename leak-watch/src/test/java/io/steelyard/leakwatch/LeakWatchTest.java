package io.steelyard.leakwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class LeakWatchTest {

    @Test
    void a_test_class_that_leaks_a_buffer_fails_with_the_place_where_it_was_last_touched() {
        List<Throwable> failures = failuresOf(LeakingExample.class);

        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("ByteBuf was not released")
                        .hasMessageContaining("LeakWatchTest.java")
                        .hasMessageContaining("touched by the leaking example"));
    }

    @Test
    void a_leak_in_a_nested_class_fails_the_class_around_it() {
        assertThat(failuresOf(NestedLeakingExample.class)).hasSize(1);
    }

    @Test
    void a_test_class_that_releases_its_buffers_passes() {
        assertThat(failuresOf(ReleasingExample.class)).isEmpty();
    }

    private static List<Throwable> failuresOf(Class<?> example) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .selectors(selectClass(example))
                .execute()
                .allEvents()
                .failed()
                .stream()
                .map(LeakWatchTest::failure)
                .toList();
    }

    private static Throwable failure(Event failed) {
        return failed.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }

    static class LeakingExample {
        @Test
        void leaks() {
            ByteBufAllocator.DEFAULT.directBuffer(16).touch("touched by the leaking example");
        }
    }

    static class NestedLeakingExample {
        @Nested
        class Inner {
            @Test
            void leaks() {
                ByteBufAllocator.DEFAULT.directBuffer(32).touch("touched by the nested example");
            }
        }
    }

    static class ReleasingExample {
        @Test
        void releases() {
            ByteBuf buffer = ByteBufAllocator.DEFAULT.directBuffer(16);
            assertThat(buffer.release()).isTrue();
        }
    }
}
