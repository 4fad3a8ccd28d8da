package dev.touchstone.log.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.FirmwareLogs;
import dev.touchstone.FirmwareLogs.Sample;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.replay.FirmwareReplay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Every firmware log is read as tpm2_eventlog reads it")
class Tpm2EventlogIT {

    /** Logs that only one of the two reads, and why; the reasons stand in docs/event-logs.md, too. */
    private static final Map<String, String> ONLY_HERE = Map.of(
            "option_rom", "a pseudo PCR 0xffffffff in the SHA-1 log's tail makes it crash",
            "short_no_action", "a first EV_NO_ACTION that is no Spec ID event is an error to it",
            "binary_bios_measurements-empty", "an empty log is an error to it, and a log without events here",
            "ccel/", "it insists that a header names PCR 0, as a CCEL's does not");

    @TempDir
    private Path folder;

    @TestFactory
    @DisplayName("same events, registers, types, digests and final PCRs")
    Stream<DynamicTest> same() {
        return FirmwareLogs.distinct().map(sample -> DynamicTest.dynamicTest(sample.name(), () -> compare(sample)));
    }

    private void compare(Sample sample) throws IOException {
        Optional<FirmwareLog> ours = parsed(sample.log());
        Optional<Tpm2Eventlog> theirs = Tpm2Eventlog.of(sample.log(), Files.createTempDirectory(folder, "log"));
        boolean onlyHere = ours.isPresent() && theirs.isEmpty();
        assertThat(onlyHere)
                .isEqualTo(ONLY_HERE.keySet().stream().anyMatch(sample.name()::contains) && ours.isPresent());
        if (theirs.isPresent()) {
            assertThat(events(ours.orElseThrow()))
                    .containsExactlyElementsOf(theirs.get().events());
            comparePcrs(ours.get(), theirs.get().pcrs());
        }
    }

    /**
     * It extends notes, too, and starts PCR 0 from zero whatever they say: where there are none, values are the same.
     */
    private static void comparePcrs(FirmwareLog log, Map<String, Map<Integer, Bytes>> theirs) {
        FirmwareReplay replay = FirmwareReplay.of(log);
        for (HashAlgorithm bank : log.banks()) {
            if (bank.computable()) { // the JDK has no SM3
                theirs.getOrDefault(bank.bank(), Map.of()).forEach((pcr, value) -> {
                    assertThat(value).as("%s PCR %d", bank, pcr).isEqualTo(withNotes(log, bank, pcr));
                    assertThat(value.equals(replay.value(bank, pcr)))
                            .as("%s PCR %d", bank, pcr)
                            .isEqualTo(log.events().stream().noneMatch(e -> e.pcr() == pcr && startsOrNotes(e)));
                });
            }
        }
        assertThat(theirs.keySet())
                .containsAll(log.banks().stream()
                        .filter(b -> b.computable() && !extended(log).isEmpty())
                        .map(HashAlgorithm::bank)
                        .toList());
        theirs.values().forEach(pcrs -> assertThat(pcrs.keySet()).containsAll(extended(log)));
    }

    private static boolean startsOrNotes(FirmwareEvent event) {
        return event.is(EventType.EV_NO_ACTION) || event.is(EventType.EV_EFI_HCRTM_EVENT);
    }

    private static Set<Integer> extended(FirmwareLog log) {
        return log.events().stream()
                .filter(FirmwareEvent::extendsPcr)
                .map(FirmwareEvent::pcr)
                .collect(Collectors.toSet());
    }

    private static Bytes withNotes(FirmwareLog log, HashAlgorithm bank, int pcr) {
        Bytes value = bank.zero();
        for (FirmwareEvent event : log.events()) {
            if (event.pcr() == pcr) {
                value = bank.extend(value, event.digest(bank).orElseThrow());
            }
        }
        return value;
    }

    private static Optional<FirmwareLog> parsed(Bytes raw) {
        try {
            return Optional.of(FirmwareLog.parse(raw));
        } catch (MalformedException refused) {
            return Optional.empty();
        }
    }

    private static List<Tpm2Eventlog.Event> events(FirmwareLog log) {
        return log.events().stream()
                .map(e -> new Tpm2Eventlog.Event(e.pcr(), typeName(e), digests(log, e)))
                .toList();
    }

    /** Version 5.4 does not know the type of an H-CRTM. */
    private static String typeName(FirmwareEvent event) {
        boolean unknown = event.untrustedType().isEmpty() || event.is(EventType.EV_EFI_HCRTM_EVENT);
        return unknown ? "Unknown event type" : event.untrustedTypeName();
    }

    private static Map<String, Bytes> digests(FirmwareLog log, FirmwareEvent event) {
        Map<String, Bytes> digests = new TreeMap<>();
        log.banks().forEach(bank -> digests.put(bank.bank(), event.digest(bank).orElseThrow()));
        return digests;
    }
}
