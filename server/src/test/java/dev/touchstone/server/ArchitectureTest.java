package dev.touchstone.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.stereotype.Controller;

/** The arrows of the design that a compiler does not draw. */
@AnalyzeClasses(packages = "dev.touchstone.server", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule bouncy_castle_is_for_trust_and_the_provider_fallback = noClasses()
            .that()
            .resideOutsideOfPackages("dev.touchstone.server.trust..", "dev.touchstone.server.ops..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..");

    @ArchTest
    static final ArchRule no_foreign_code_parses_evidence =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("tss..", "dev.touchstone.agent..");

    @ArchTest
    static final ArchRule the_embedded_database_is_started_in_one_place = noClasses()
            .that()
            .resideOutsideOfPackage("dev.touchstone.server.ops..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.touchstone.db..");

    @ArchTest
    static final ArchRule controllers_are_nobody_elses_to_call =
            classes().that().areMetaAnnotatedWith(Controller.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule jackson_2_does_not_read_or_write = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core..");

    @ArchTest
    static final ArchRule time_is_the_databases = noClasses()
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Clock.class, "systemUTC");
}
