package dev.touchstone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.touchstone.image.PcrSignatures;
import dev.touchstone.image.SignedPcrPolicy;
import dev.touchstone.quote.QuoteVerifier;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.replay.Replay;
import dev.touchstone.replay.ReplayedBoot;
import dev.touchstone.replay.ReplayedIma;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.List;

/** The kernel: the JDK alone, no I/O, no clock, and a type that stands for a passed gate made only at that gate. */
@AnalyzeClasses(packages = "dev.touchstone", importOptions = DoNotIncludeTests.class)
class CoreArchitectureTest {

    @ArchTest
    static final ArchRule depends_on_the_JDK_and_JSpecify_alone = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "javax.security.auth.x500..",
                    "org.jspecify.annotations..",
                    "dev.touchstone..");

    @ArchTest
    static final ArchRule reads_and_writes_no_files_sockets_or_processes = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..", "java.util.logging..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.io\\.(File|RandomAccess).*|java\\.lang\\.Process.*|java\\.lang\\.Thread");

    @ArchTest
    static final ArchRule asks_no_clock = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callConstructor(Date.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule has_no_cycles =
            slices().matching("dev.touchstone.(**)").should().beFreeOfCycles();

    /** Data flows this way: each may use those before it. */
    private static final List<String> ORDER = List.of(
            "bytes",
            "json",
            "uefi",
            "image",
            "tpm",
            "quote",
            "log",
            "event",
            "replay",
            "facts",
            "rule",
            "reference",
            "prediction",
            "pcrlock",
            "appraisal");

    @ArchTest
    static void lets_data_flow_one_way(JavaClasses classes) {
        for (int i = 0; i < ORDER.size() - 1; i++) {
            String[] later = ORDER.subList(i + 1, ORDER.size()).stream()
                    .map(name -> "dev.touchstone." + name + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("dev.touchstone." + ORDER.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later)
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule has_no_package_out_of_that_order = classes()
            .should()
            .resideInAnyPackage(
                    ORDER.stream().map(name -> "dev.touchstone." + name + "..").toArray(String[]::new));

    @ArchTest
    static final ArchRule makes_a_verified_quote_only_by_verifying_one = constructors()
            .that()
            .areDeclaredIn(VerifiedQuote.class)
            .should()
            .onlyBeCalled()
            .byClassesThat()
            .belongToAnyOf(QuoteVerifier.class)
            .andShould()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule makes_a_replayed_boot_only_by_replaying_one = constructors()
            .that()
            .areDeclaredIn(ReplayedBoot.class)
            .should()
            .onlyBeCalled()
            .byClassesThat()
            .belongToAnyOf(Replay.class)
            .andShould()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule makes_a_signed_pcr_policy_only_by_verifying_one = constructors()
            .that()
            .areDeclaredIn(SignedPcrPolicy.class)
            .should()
            .onlyBeCalled()
            .byClassesThat()
            .belongToAnyOf(PcrSignatures.class)
            .andShould()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule makes_a_replayed_measurement_list_only_by_replaying_one = constructors()
            .that()
            .areDeclaredIn(ReplayedIma.class)
            .should()
            .onlyBeCalled()
            .byClassesThat()
            .haveFullyQualifiedName("dev.touchstone.replay.ImaReplay")
            .andShould()
            .bePackagePrivate();
}
