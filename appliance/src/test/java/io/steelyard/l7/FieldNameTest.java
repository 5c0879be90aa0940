package io.steelyard.l7;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FieldNameTest {
    private static FieldName find(String name) {
        byte[] bytes = ("<" + name + ">").getBytes(StandardCharsets.ISO_8859_1);
        return FieldName.find(bytes, 1, bytes.length - 1);
    }

    private static String written(FieldName name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OTHER")
    void a_name_is_known_whatever_its_case(FieldName name) {
        String lower = written(name);
        String upper = lower.toUpperCase(Locale.ROOT);
        String mixed = upper.charAt(0) + lower.substring(1);

        assertThat(Stream.of(lower, upper, mixed).map(FieldNameTest::find)).containsOnly(name);
    }

    static Stream<String> others() {
        return Stream.concat(
                Stream.of(
                        "", "x", "accept", "user-agent", "upgrade-insecure-requests", "\u00e4\u00ff", "x".repeat(5000)),
                Stream.of(FieldName.values())
                        .filter(name -> name != FieldName.OTHER)
                        .map(FieldNameTest::written)
                        .flatMap(name ->
                                Stream.of(name + "s", name.substring(1), name.charAt(0) + "\r" + name.substring(2))));
    }

    @ParameterizedTest
    @MethodSource("others")
    void no_other_name_is_taken_for_one(String name) {
        assertThat(find(name)).isEqualTo(FieldName.OTHER);
    }
}
