package io.steelyard.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that say nothing hide classes that are about nothing. */
class NamesTest {
    private static final Pattern EMPTY_NAME =
            Pattern.compile("(Abstract|Base)[A-Z].*|.*(Impl|Manager|Util|Utils|Helper|Helpers)");
    private static final List<String> EMPTY_PACKAGES = List.of("common", "util", "utils", "misc", "helper", "impl");

    @Test
    void no_class_has_a_name_that_says_nothing() {
        assertThat(ProductClasses.load().stream()
                        .filter(type -> EMPTY_NAME.matcher(type.getSimpleName()).matches())
                        .map(JavaClass::getName))
                .isEmpty();
    }

    @Test
    void no_package_has_a_name_that_says_nothing() {
        assertThat(ProductClasses.load().stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> Stream.of(name.split("\\.")).anyMatch(EMPTY_PACKAGES::contains)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PoolImpl", "PoolManager", "PoolUtil", "PoolUtils", "PoolHelper", "AbstractPool", "BasePool"})
    void a_name_that_says_nothing_is_known(String name) {
        assertThat(name).matches(EMPTY_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Pool", "Baseline", "Abstraction", "Implicit", "UtilisationGauge"})
    void a_name_that_only_looks_like_one_is_allowed(String name) {
        assertThat(name).doesNotMatch(EMPTY_NAME);
    }
}
