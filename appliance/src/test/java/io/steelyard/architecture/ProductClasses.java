package io.steelyard.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes of the product: both modules, without their tests and without what only tests use. */
final class ProductClasses {
    private static final String TEST_TOOLS = "io.steelyard.leakwatch";

    private ProductClasses() {}

    static JavaClasses load() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.steelyard")
                .that(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(TEST_TOOLS + "..")));
        if (!classes.contain("io.steelyard.health.HealthCheck") || !classes.contain("io.steelyard.pool.Roster")) {
            throw new AssertionError("the classes of a module were not found; the rules would hold of nothing");
        }
        return classes;
    }
}
