package io.steelyard.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an event loop puts off to the end of its turn: all of it is done, in two heats, and nothing can stop it for good. */
class EndOfTurnTest {
    private final Loops loops = new Loops(Transport.best(), 1);
    private final Loop loop = loops.all().get(0);
    private final List<String> done = new ArrayList<>();

    @AfterEach
    void end() {
        loops.close();
    }

    /** Runs this on the loop, and the end of that turn. */
    private void turn(Runnable turn) throws Exception {
        CompletableFuture<Void> over = new CompletableFuture<>();
        loop.eventLoop().execute(() -> {
            turn.run();
            loop.atEndOfTurnLast(() -> loop.atEndOfTurnLast(() -> over.complete(null)));
        });
        over.get(5, TimeUnit.SECONDS);
    }

    @Test
    void what_goes_to_clients_waits_for_what_goes_to_real_servers() throws Exception {
        turn(() -> {
            loop.atEndOfTurnLast(() -> done.add("client"));
            loop.atEndOfTurn(() -> done.add("server"));
        });

        assertThat(done).containsExactly("server", "client");
    }

    @Test
    void what_is_put_off_at_the_end_of_a_turn_is_done_and_so_is_all_that_comes_later() throws Exception {
        turn(() -> {
            loop.atEndOfTurnLast(() -> loop.atEndOfTurn(() -> done.add("server, asked for by a client's")));
            loop.atEndOfTurnLast(() -> done.add("client"));
        });
        turn(() -> loop.atEndOfTurn(() -> done.add("the next turn's")));

        assertThat(done).containsExactly("server, asked for by a client's", "client", "the next turn's");
    }

    @Test
    void what_fails_does_not_keep_the_others_from_being_done() throws Exception {
        turn(() -> {
            loop.atEndOfTurn(() -> {
                throw new IllegalStateException("this one fails, on purpose");
            });
            loop.atEndOfTurn(() -> done.add("server"));
            loop.atEndOfTurnLast(() -> done.add("client"));
        });

        assertThat(done).containsExactly("server", "client");
    }
}
