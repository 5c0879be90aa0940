package io.steelyard.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** An event loop that waits for anything makes every client on it wait. */
class EventLoopTest {
    /**
     * Open and close listeners and loops, called by whoever starts and stops the appliance, never by a loop; Netty
     * itself refuses their waits on one.
     */
    private static final Set<String> CALLED_FROM_OUTSIDE = Set.of(
            "io.steelyard.net.ChannelListeningSocket",
            "io.steelyard.net.DirectListeningSocket",
            "io.steelyard.net.Loops");

    @Test
    void code_that_runs_on_event_loops_never_waits() {
        neverWaitsIn("net", "tls", "l4", "l7", "pool", "route").check(ProductClasses.load());
    }

    @Test
    void waiting_for_a_future_would_be_noticed() {
        ArchRule rule = neverWaitsIn("architecture");

        assertThatThrownBy(() -> rule.check(new ClassFileImporter().importClasses(Waits.class)))
                .hasMessageContaining("Thread.sleep")
                .hasMessageContaining("Thread.join")
                .hasMessageContaining("CompletableFuture.get")
                .hasMessageContaining("CompletableFuture.join")
                .hasMessageContaining("Future.sync")
                .hasMessageContaining("CountDownLatch.await");
    }

    private static ArchRule neverWaitsIn(String... rooms) {
        String[] packages =
                Arrays.stream(rooms).map(room -> Room.ROOT + room + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .callCodeUnitWhere(waits())
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaCall<?>> waits() {
        return calls(Thread.class, "sleep|join|onSpinWait")
                .or(calls(Object.class, "wait"))
                .or(calls(Future.class, "get"))
                .or(calls(CompletableFuture.class, "join"))
                .or(calls(io.netty.util.concurrent.Future.class, "sync.*|await.*")
                        .and(onAnEventLoop()))
                .or(calls(CountDownLatch.class, "await"))
                .or(calls(Semaphore.class, "acquire.*"))
                .or(calls(BlockingQueue.class, "put|take"))
                .as("the call waits");
    }

    private static DescribedPredicate<JavaCall<?>> onAnEventLoop() {
        return DescribedPredicate.describe(
                "on an event loop",
                call -> !CALLED_FROM_OUTSIDE.contains(call.getOriginOwner().getName()));
    }

    private static DescribedPredicate<JavaCall<?>> calls(Class<?> type, String methods) {
        DescribedPredicate<JavaClass> owner = JavaClass.Predicates.assignableTo(type);
        return target(owner(owner)).and(target(nameMatching(methods))).forSubtype();
    }

    /** Everything that the rule must see; never run. */
    @SuppressWarnings("unused")
    private static final class Waits {
        static void sleeps() throws InterruptedException {
            Thread.sleep(1);
        }

        static void joins(Thread thread) throws InterruptedException {
            thread.join();
        }

        static Object gets(CompletableFuture<Object> future) throws Exception {
            return future.get();
        }

        static Object joins(CompletableFuture<Object> future) {
            return future.join();
        }

        static void syncs(io.netty.util.concurrent.Future<?> future) throws InterruptedException {
            future.sync();
        }

        static void awaits(CountDownLatch latch) throws InterruptedException {
            latch.await();
        }
    }
}
