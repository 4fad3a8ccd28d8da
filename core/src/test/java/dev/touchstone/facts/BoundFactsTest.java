package dev.touchstone.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.FirmwareLogs;
import dev.touchstone.FirmwareLogs.Sample;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.facts.Mutants.Mutant;
import dev.touchstone.log.firmware.FirmwareLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** {@code -Dtouchstone.mutants=2000} looks at more of them. */
@DisplayName("A changed log that leads to the same PCRs says nothing new and nothing other")
class BoundFactsTest {

    /** Of each kind and log, the same ones each time. */
    private static final int MOST_MUTANTS = Integer.getInteger("touchstone.mutants", 40);

    @TestFactory
    @DisplayName("with an event under any other type")
    Stream<DynamicTest> retyped() {
        return mutants(Mutants::retyped);
    }

    @TestFactory
    @DisplayName("with other data for an event")
    Stream<DynamicTest> retold() {
        return mutants(Mutants::retold);
    }

    @TestFactory
    @DisplayName("with several events changed")
    Stream<DynamicTest> together() {
        return mutants(m -> m.together(MOST_MUTANTS));
    }

    @TestFactory
    @DisplayName("with all of a register under another type")
    Stream<DynamicTest> registers() {
        return mutants(Mutants::spoiltByRegister);
    }

    @TestFactory
    @DisplayName("with events of different registers in another order")
    Stream<DynamicTest> reordered() {
        return mutants(Mutants::reordered);
    }

    @TestFactory
    @DisplayName("with notes put in")
    Stream<DynamicTest> noted() {
        return mutants(Mutants::noted);
    }

    @TestFactory
    @DisplayName("with the firmware's last measurements of a register in systemd's log")
    Stream<DynamicTest> movedToUserspace() {
        return mutants(Mutants::movedToUserspace);
    }

    @TestFactory
    @DisplayName("with a single byte changed, or is refused as malformed")
    Stream<DynamicTest> flipped() {
        return tests((log, truth) -> {
            Map<String, Bytes> pcrs = BoundFacts.pcrs(BoundFacts.read(log));
            List<String> lies = new ArrayList<>();
            new Mutants(log)
                    .flipped(2 * MOST_MUTANTS)
                    .flatMap(raw -> parsed(raw).stream())
                    .forEach(changed -> {
                        LogReading reading = BoundFacts.read(changed);
                        if (BoundFacts.pcrs(reading).equals(pcrs)) {
                            lies.addAll(BoundFacts.lies(truth, BoundFacts.of(reading.claimed())));
                        }
                    });
            assertThat(lies).isEmpty();
        });
    }

    @TestFactory
    @DisplayName("cut anywhere is read as far as it goes, or refused as malformed")
    Stream<DynamicTest> cut() {
        return tests((log, _) -> {
            Bytes raw = log.raw();
            List<TimelineEntry> whole = BoundFacts.read(log).timeline();
            int step = Math.max(1, raw.length() / (10 * MOST_MUTANTS));
            for (int length = 0; length < raw.length(); length += step) {
                parsed(raw.slice(0, length)).ifPresent(shorter -> {
                    List<TimelineEntry> read = BoundFacts.read(shorter).timeline();
                    assertThat(read).isEqualTo(whole.subList(0, read.size()));
                });
            }
        });
    }

    private static Optional<FirmwareLog> parsed(Bytes raw) {
        try {
            return Optional.of(FirmwareLog.parse(raw));
        } catch (MalformedException refused) {
            return Optional.empty();
        }
    }

    private static Stream<DynamicTest> mutants(Function<Mutants, Stream<Mutant>> of) {
        return tests((log, truth) -> {
            Map<String, Bytes> pcrs = BoundFacts.pcrs(BoundFacts.read(log));
            List<String> lies = new ArrayList<>();
            for (Mutant mutant : some(of.apply(new Mutants(log)).toList())) {
                LogReading reading = BoundFacts.read(mutant.log(), mutant.userspace());
                assertThat(BoundFacts.pcrs(reading)).as(mutant.how()).isEqualTo(pcrs);
                BoundFacts.lies(truth, BoundFacts.of(reading.claimed()))
                        .forEach(lie -> lies.add(mutant.how() + ": " + lie));
            }
            assertThat(lies).isEmpty();
        });
    }

    private static List<Mutant> some(List<Mutant> all) {
        Random random = new Random(all.size());
        double share = (double) MOST_MUTANTS / Math.max(1, all.size());
        return all.stream().filter(_ -> random.nextDouble() < share).toList();
    }

    private interface Check {
        void of(FirmwareLog log, JsonNode truth);
    }

    private static Stream<DynamicTest> tests(Check check) {
        return FirmwareLogs.distinct()
                .flatMap(
                        sample -> parsed(sample.log())
                                .filter(log -> !log.events().isEmpty())
                                .map(log -> test(sample, log, check))
                                .stream());
    }

    private static DynamicTest test(Sample sample, FirmwareLog log, Check check) {
        return DynamicTest.dynamicTest(
                sample.name(),
                () -> check.of(log, BoundFacts.of(BoundFacts.read(log).claimed())));
    }
}
