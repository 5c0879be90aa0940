package io.steelyard.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the design's table of rooms: who may name whom. */
class RoomsTest {
    private static final JavaClasses CLASSES = ProductClasses.load();

    @TestFactory
    Stream<DynamicTest> a_room_uses_only_what_its_row_allows() {
        return Room.TABLE.stream()
                .map(room -> DynamicTest.dynamicTest(
                        room.name(),
                        () -> assertThat(forbiddenArrowsFrom(room))
                                .as(room.name())
                                .isEmpty()));
    }

    @Test
    void arrows_point_up_the_table_only() {
        Set<String> above = new TreeSet<>();
        for (Room room : Room.TABLE) {
            assertThat(above).as("rooms above " + room.name()).containsAll(room.mayUse());
            above.add(room.name());
        }
    }

    @Test
    void every_class_is_in_a_room() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct()).allSatisfy(Room::of);
    }

    @Test
    void packages_have_no_cycle() {
        slices().matching("io.steelyard.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void health_types_pools_routes_configuration_and_events_know_nothing_of_netty() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.steelyard.health",
                        "io.steelyard.health.settings..",
                        "io.steelyard.config..",
                        "io.steelyard.event..",
                        "io.steelyard.limit..",
                        "io.steelyard.pool..",
                        "io.steelyard.route..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(CLASSES);
    }

    private static List<String> forbiddenArrowsFrom(Room room) {
        Set<String> reach = room.reach();
        return CLASSES.stream()
                .filter(source -> Room.of(source.getPackageName()).equals(room))
                .flatMap(source -> source.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> {
                    String target =
                            dependency.getTargetClass().getBaseComponentType().getPackageName();
                    return target.startsWith(Room.ROOT)
                            && !reach.contains(Room.of(target).name());
                })
                .map(Dependency::getDescription)
                .distinct()
                .sorted()
                .toList();
    }
}
