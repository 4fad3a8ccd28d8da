package dev.touchstone.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The agent's arrows")
@AnalyzeClasses(packages = "dev.touchstone.agent", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {

    @ArchTest
    static final ArchRule only_the_adapter_knows_tss_java = noClasses()
            .that()
            .resideOutsideOfPackage("dev.touchstone.agent.tpm.tss")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tss..");

    @ArchTest
    static final ArchRule the_port_knows_nothing_of_the_rest = noClasses()
            .that()
            .resideInAPackage("dev.touchstone.agent.tpm..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..evidence..", "..transport..", "..config..", "..command..");

    @ArchTest
    static final ArchRule nobody_depends_on_the_command_line = noClasses()
            .that()
            .resideOutsideOfPackage("dev.touchstone.agent.command")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.touchstone.agent.command", "picocli..");

    @ArchTest
    static final ArchRule the_server_is_no_part_of_the_agent = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.touchstone.server..", "dev.touchstone.db..");
}
