package io.steelyard.health;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class HealthArchitectureTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.steelyard.health");

    @Test
    void only_the_network_room_knows_netty() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.steelyard.health.net")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..")
                .check(classes);
    }

    @Test
    void the_contract_knows_none_of_its_users() {
        noClasses()
                .that()
                .resideInAPackage("io.steelyard.health")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.steelyard.health.net", "io.steelyard.health.check")
                .check(classes);
    }

    @Test
    void packages_have_no_cycles() {
        slices().matching("io.steelyard.(**)").should().beFreeOfCycles().check(classes);
    }
}
