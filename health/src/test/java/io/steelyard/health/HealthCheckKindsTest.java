package io.steelyard.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.steelyard.health.settings.Settings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HealthCheckKindsTest {

    /** A kind as a third party brings it: named in this class path's META-INF/services. */
    public static final class FromElsewhere implements HealthCheckKind {
        @Override
        public String type() {
            return "from-elsewhere";
        }

        @Override
        public HealthCheck create(Settings settings) {
            return (target, network) -> CompletableFuture.failedFuture(new UnsupportedOperationException());
        }
    }

    @Test
    void the_built_in_kinds_and_those_of_others_are_found_by_their_type() {
        HealthCheckKinds kinds = HealthCheckKinds.installed();

        assertThat(kinds.types()).contains("http", "tcp", "none", "from-elsewhere");
        assertThat(kinds.get("http").asksByHost()).isTrue();
        assertThat(kinds.get("tcp").asksByHost()).isFalse();
        assertThat(kinds.find("smoke-signals")).isNull();
    }

    @Test
    void an_unknown_type_is_refused_with_the_nearest_one_and_all_there_are() {
        assertThatThrownBy(() -> HealthCheckKinds.installed().get("htttp"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'htttp'", "did you mean 'http'?", "from-elsewhere, ", "http, https");
    }

    @Test
    void two_kinds_of_one_type_are_refused_with_both_their_names() {
        assertThatThrownBy(() -> HealthCheckKinds.of(List.of(new FromElsewhere(), new FromElsewhere())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("'from-elsewhere'", FromElsewhere.class.getName());
    }

    @Test
    void every_setting_of_a_built_in_kind_explains_itself() {
        HealthCheckKinds kinds = HealthCheckKinds.installed();

        assertThat(kinds.types().stream().flatMap(type -> kinds.get(type).settings().stream()))
                .isNotEmpty()
                .allSatisfy(setting -> assertThat(setting.help()).hasSizeGreaterThan(40));
    }
}
