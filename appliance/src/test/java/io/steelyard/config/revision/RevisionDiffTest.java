package io.steelyard.config.revision;

import static org.assertj.core.api.Assertions.assertThat;

import io.steelyard.config.PathChange;
import org.junit.jupiter.api.Test;

class RevisionDiffTest {
    @Test
    void lines_and_settings_that_differ_are_named() {
        RevisionDiff diff = RevisionDiff.between(
                "revision 1",
                "# mine\nadmin:\n  port: 1\n  address: 127.0.0.1\n",
                "revision 2",
                "admin:\n  port: 2\n  address: 127.0.0.1\n");

        assertThat(diff.lines())
                .containsExactly(
                        "--- revision 1",
                        "+++ revision 2",
                        "@@ -1,4 +1,3 @@",
                        "-# mine",
                        " admin:",
                        "-  port: 1",
                        "+  port: 2",
                        "   address: 127.0.0.1");
        assertThat(diff.changes()).containsExactly(new PathChange("admin.port", PathChange.Kind.CHANGED, 1L, 2L));
    }

    @Test
    void the_same_text_has_no_difference() {
        RevisionDiff diff = RevisionDiff.between("a", "x: 1\n", "b", "x: 1\n");

        assertThat(diff.lines()).isEmpty();
        assertThat(diff.changes()).isEmpty();
        assertThat(diff.tooLong()).isFalse();
    }

    @Test
    void texts_that_are_too_long_to_compare_by_lines_still_have_their_settings_compared() {
        String long1 = "a: 1\n" + "# line\n".repeat(RevisionDiff.MOST_LINES / 2);
        RevisionDiff diff = RevisionDiff.between("a", long1, "b", long1.replace("a: 1", "a: 2"));

        assertThat(diff.tooLong()).isTrue();
        assertThat(diff.lines()).isEmpty();
        assertThat(diff.changes()).hasSize(1);
    }
}
