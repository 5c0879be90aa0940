package io.steelyard.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectAttemptTest {

    /** TCP to the broadcast address is refused by the system before anything is sent. */
    @ParameterizedTest
    @EnumSource(Transport.class)
    void an_attempt_that_fails_at_once_is_told_of_only_after_it_began(Transport transport) throws Exception {
        Working.here(transport);
        try (Loops loops = new Loops(transport, 1)) {
            Loop loop = loops.all().get(0);
            CompletableFuture<List<String>> heard = new CompletableFuture<>();
            List<String> order = new ArrayList<>();
            loop.eventLoop().execute(() -> {
                transport.connect(
                        loop, new InetSocketAddress("255.255.255.255", 80), 5_000_000_000L, new ConnectHandler() {
                            @Override
                            public void connected(Connection connection) {
                                heard.completeExceptionally(new AssertionError("it connected"));
                            }

                            @Override
                            public void failed(ConnectFault fault) {
                                order.add("failed");
                                heard.complete(order);
                            }
                        });
                order.add("begun");
            });

            assertThat(heard.get(10, TimeUnit.SECONDS)).containsExactly("begun", "failed");
        }
    }
}
