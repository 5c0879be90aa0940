package io.steelyard.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.pool.SimulatedTime;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NamesTest {
    private final SimulatedTime time = new SimulatedTime();
    private final List<String> asked = new ArrayList<>();
    private final List<CompletableFuture<Answer>> open = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Names names = new Names(
            name -> {
                asked.add(name);
                CompletableFuture<Answer> answer = new CompletableFuture<>();
                open.add(answer);
                return answer;
            },
            time,
            time);

    NamesTest() {
        names.addListener(
                (name, state) -> told.add(name + " " + state.addresses().size()));
    }

    @Test
    void a_new_name_is_asked_for_at_once_and_again_when_its_time_is_over() {
        follow("web1.lab");
        answer(0, 60);

        time.pass(Duration.ofSeconds(59));
        assertThat(asked).containsExactly("web1.lab");
        time.pass(Duration.ofSeconds(1));

        assertThat(asked).containsExactly("web1.lab", "web1.lab");
        assertThat(told).containsExactly("web1.lab 1");
    }

    @Test
    void a_name_that_stays_is_not_asked_for_before_its_time_when_another_joins() {
        follow("web1.lab");
        answer(0, 60);

        follow("web1.lab", "web2.lab");

        assertThat(asked).containsExactly("web1.lab", "web2.lab");
        assertThat(names.state("web1.lab").isKnown()).isTrue();
    }

    @Test
    void a_name_that_nobody_wants_any_more_is_forgotten_with_its_answer_still_to_come() {
        follow("web1.lab");

        follow();
        answer(0, 60);
        time.pass(Duration.ofHours(2));

        assertThat(asked).containsExactly("web1.lab");
        assertThat(told).isEmpty();
        assertThat(time.appointments()).isZero();
    }

    @Test
    void many_names_are_asked_for_some_at_a_time() {
        names.follow(IntStream.range(0, 100).mapToObj(i -> "web" + i + ".lab").collect(Collectors.toSet()));
        time.pass(Duration.ZERO);
        assertThat(asked).hasSize(Names.AT_ONCE);

        for (int i = 0; i < 100; i++) {
            answer(i, 60);
        }

        assertThat(asked).hasSize(100).doesNotHaveDuplicates();
    }

    private void follow(String... wanted) {
        names.follow(Set.of(wanted));
        time.pass(Duration.ZERO);
    }

    private void answer(int question, int ttl) {
        open.get(question)
                .complete(new Answer.Found(List.of(InetAddress.getLoopbackAddress()), Duration.ofSeconds(ttl)));
        time.pass(Duration.ZERO);
    }
}
