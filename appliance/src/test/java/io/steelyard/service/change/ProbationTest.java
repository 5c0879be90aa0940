package io.steelyard.service.change;

import static io.steelyard.service.change.ChangesTest.BROKEN;
import static io.steelyard.service.change.ChangesTest.ONE;
import static io.steelyard.service.change.ChangesTest.THREE;
import static io.steelyard.service.change.ChangesTest.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.revision.Revision;
import io.steelyard.pool.ServiceState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commit-confirm. */
class ProbationTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String SHOP = ONE + """
            virtualServices:
              - { name: shop, address: 127.0.0.1, port: 2001, realServers: [{ address: 192.0.2.1 }] }
              - { name: blog, address: 127.0.0.1, port: 2002, realServers: [{ address: 192.0.2.1 }] }
            """;

    @TempDir
    Path folder = Path.of(".");

    private ChangeStage stage;

    @BeforeEach
    void start() throws IOException {
        stage = ChangeStage.start(folder, ONE);
    }

    @AfterEach
    void end() {
        stage.close();
    }

    @Test
    void on_probation_it_runs_but_the_file_holds_what_is_confirmed() {
        Changed changed = (Changed) stage.put(TWO, LIMIT);

        assertThat(changed.probation()).isEqualTo(stage.changes().standing().probation());
        assertThat(stage.probation().fallback()).isEqualTo(1);
        assertThat(stage.runs()).isEqualTo(1002);
        assertThat(stage.fileText()).isEqualTo(ONE);
    }

    @Test
    void confirmed_in_time_it_stays_and_is_in_the_file() throws IOException {
        stage.put(TWO, LIMIT);
        stage.pass(LIMIT.minusSeconds(1));

        assertThat(stage.changes().confirm(2, "berta")).isInstanceOf(Confirming.Confirmed.class);
        assertThat(stage.changes().confirm(2, "berta")).isInstanceOf(Confirming.Confirmed.class);
        stage.pass(LIMIT);
        assertThat(stage.runs()).isEqualTo(1002);
        assertThat(stage.fileText()).isEqualTo(stage.store().text(2));
        assertThat(stage.told()).containsExactly("changed 2 on probation", "confirmed 2 by berta");
        stage.restart();
        assertThat(stage.number()).isEqualTo(2);
    }

    @Test
    void not_confirmed_in_time_it_is_rolled_back_and_says_so() {
        stage.put(TWO, LIMIT);
        stage.pass(LIMIT.plusSeconds(1));

        Revision revision = stage.changes().standing().revision();
        assertThat(stage.runs()).isEqualTo(1001);
        assertThat(revision.number()).isEqualTo(3);
        assertThat(revision.why()).isEqualTo("revision 2 was rolled back: it was not confirmed in time");
        assertThat(stage.fileText()).isEqualTo(ONE);
        assertThat(stage.told()).containsExactly("changed 2 on probation", "rolled back to 1 as 3");
        assertThat(stage.changes().confirm(2, "berta")).isEqualTo(new Rejection.Stale(3));
    }

    @Test
    void it_ends_with_the_process() throws IOException {
        stage.put(TWO, LIMIT);
        stage.restart();

        assertThat(stage.runs()).isEqualTo(1001);
        assertThat(stage.number()).isEqualTo(3);
        assertThat(stage.changes().standing().revision().why())
                .isEqualTo("Steelyard ended before revision 2 was confirmed");
    }

    @Test
    void a_restored_revision_on_probation_falls_back_to_what_ran_before_it() throws IOException {
        stage.put(TWO);
        stage.put(THREE);
        stage.changes().restore(1, 3, "anna", "", LIMIT);
        stage.restart();

        assertThat(stage.runs()).isEqualTo(1003);
        assertThat(stage.changes().standing().revision().madeFrom()).isEqualTo(3);
    }

    @Test
    void nothing_else_is_changed_until_it_is_decided() {
        stage.put(TWO, LIMIT);

        assertThat(stage.put(THREE)).isEqualTo(new Rejection.Unconfirmed(stage.probation()));
        assertThat(stage.changes().rollBack(2, "anna", "")).isInstanceOf(Changed.class);
        assertThat(stage.put(THREE)).isInstanceOf(Changed.class);
    }

    @Test
    void a_virtual_service_that_was_up_and_goes_down_ends_it() throws IOException {
        shop(ServiceState.UP);
        stage.put(SHOP.replace("192.0.2.1", "192.0.2.2"), LIMIT);
        stage.running().state("shop", ServiceState.PENDING);
        stage.pass(Duration.ofSeconds(20));
        assertThat(stage.changes().standing().probation()).isNotNull();

        stage.running().state("shop", ServiceState.DOWN);
        stage.pass(Duration.ofSeconds(2));
        assertThat(stage.changes().standing().probation()).isNull();
        assertThat(stage.changes().standing().revision().why())
                .isEqualTo("revision 3 was rolled back: the virtual service shop was up before it and went down");
    }

    @Test
    void one_that_was_down_before_or_is_not_concerned_does_not_end_it() throws IOException {
        shop(ServiceState.DOWN);
        stage.running().state("blog", ServiceState.UP);
        stage.put(SHOP.replace("2001", "2003"), LIMIT);
        stage.running().state("blog", ServiceState.DOWN);
        stage.pass(Duration.ofSeconds(20));

        assertThat(stage.changes().standing().probation()).isNotNull();
    }

    @Test
    void one_that_is_down_for_a_moment_only_does_not_end_it() throws IOException {
        shop(ServiceState.UP);
        stage.put(SHOP.replace("192.0.2.1", "192.0.2.2"), LIMIT);
        for (int i = 0; i < 10; i++) {
            stage.running().state("shop", ServiceState.DOWN);
            stage.pass(Duration.ofMillis(500));
            stage.running().state("shop", ServiceState.UP);
            stage.pass(Duration.ofMillis(500));
        }

        assertThat(stage.changes().standing().probation()).isNotNull();
    }

    @Test
    void a_roll_back_that_cannot_be_made_is_tried_until_it_can() {
        stage.put(TWO, LIMIT);
        stage.running().refuse("port 80 is taken");
        stage.pass(LIMIT.plusSeconds(30));
        assertThat(stage.runs()).isEqualTo(1002);
        assertThat(stage.told()).containsExactly("changed 2 on probation", "refused: port 80 is taken");

        stage.running().refuse(null);
        stage.pass(Duration.ofSeconds(6));
        assertThat(stage.runs()).isEqualTo(1001);
    }

    @Test
    void a_limit_out_of_bounds_is_refused() {
        assertThat(stage.put(TWO, Duration.ofSeconds(1))).isInstanceOf(Rejection.Refused.class);
        assertThat(stage.put(TWO, Duration.ofDays(1))).isInstanceOf(Rejection.Refused.class);
        assertThat(stage.number()).isEqualTo(1);
    }

    @Test
    void a_refused_edit_made_meanwhile_is_kept_when_it_is_confirmed() throws IOException {
        stage.put(TWO, LIMIT);
        stage.edit(BROKEN);
        stage.pass(Duration.ofSeconds(3));
        assertThat(stage.changes().standing().fileProblem()).isNotNull();

        assertThat(stage.changes().confirm(2, "berta")).isInstanceOf(Confirming.Confirmed.class);
        assertThat(stage.fileText()).contains("1002");
        assertThat(stage.changes().standing().fileProblem()).isNull();
        assertThat(stage.store().directory().resolve("refused-00000001.yaml")).hasContent(BROKEN);
    }

    private void shop(ServiceState state) throws IOException {
        stage.put(SHOP);
        stage.running().state("shop", state);
    }
}
