package dev.touchstone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.Vectors;
import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.appraisal.Appraiser;
import dev.touchstone.appraisal.Verdict;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.facts.EventText;
import dev.touchstone.log.ima.ImaLog;
import dev.touchstone.log.userspace.UserspaceLog;
import dev.touchstone.quote.Expected;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.quote.Quote;
import dev.touchstone.quote.QuoteOutcome;
import dev.touchstone.quote.QuoteVerifier;
import dev.touchstone.quote.VerifiedQuote;
import dev.touchstone.reference.Capture;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.tpm.PcrSelection;
import dev.touchstone.tpm.PcrSelection.Bank;
import dev.touchstone.tpm.TpmPublic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("A boot of systemd")
class SystemdBootsTest {

    /** Of the list's 124 records, those before the quote. */
    private static final int LAB_RECORDS = 124;

    private static final List<Integer> QUOTED = IntStream.range(0, 16).boxed().toList();

    private static Bytes lab(String file) {
        return Vectors.bytes(Vectors.shared("lab-systemd262").resolve(file));
    }

    private static VerifiedQuote labQuote() throws MalformedException {
        Bytes joined = lab("quote.pcrs");
        Map<Integer, Bytes> values = new HashMap<>();
        QUOTED.forEach(pcr -> values.put(pcr, joined.slice(pcr * 32, pcr * 32 + 32)));
        Quote quote =
                new Quote(lab("quote.attest"), lab("quote.sig"), Boots.values(Map.of(HashAlgorithm.SHA256, values)));
        Expected expected = new Expected(
                TpmPublic.parse(lab("ak.pub")),
                TpmPublic.parse(lab("ek.pub")).name(),
                lab("nonce"),
                PcrSelection.of(Bank.of(HashAlgorithm.SHA256, QUOTED)),
                false);
        return switch (QuoteVerifier.verify(quote, expected)) {
            case QuoteOutcome.Verified verified -> verified.quote();
            case QuoteOutcome.Refused refused -> throw new AssertionError(refused.toString());
        };
    }

    private static ReplayOutcome labOutcome() throws MalformedException {
        return Replay.of(
                labQuote(),
                FirmwareReplay.of(Boots.parse(lab("firmware.log"))),
                UserspaceLog.parse(lab("userspace.log")));
    }

    @Test
    @DisplayName("262 replays whole against the quote its own TPM signed, but for PCR 10, which IMA's list explains")
    void systemd262() throws MalformedException {
        ReplayedBoot boot = Boots.replayed(labOutcome());
        assertThat(boot.unexplained()).containsExactly(10);
        assertThat(boot.events().stream()
                        .filter(MeasuredEvent.Userspace.class::isInstance)
                        .map(e -> e.pcr() + " " + EventText.of(e, HashAlgorithm.SHA256)))
                .containsExactly(
                        "15 machine id 751558d57d17453d83ec0bff8910284e",
                        "11 boot phase \"sysinit\"",
                        "11 boot phase \"ready\"");
    }

    @Test
    @DisplayName("262 replays whole with IMA's list, which stops at the record its TPM quoted")
    void systemd262WithIma() throws MalformedException {
        ImaLog list = ImaLog.parse(lab("ima.bin"));
        ReplayedBoot boot = Boots.replayed(Replay.of(
                labQuote(),
                FirmwareReplay.of(Boots.parse(lab("firmware.log"))),
                UserspaceLog.parse(lab("userspace.log")),
                new ImaEvidence(list, ImaCheckpoint.ZERO)));
        assertThat(boot.unexplained()).isEmpty();
        ReplayedIma ima = boot.ima().orElseThrow();
        assertThat(ima.bound()).isEqualTo(LAB_RECORDS);
        assertThat(ima.bootAggregate()).contains(new BootAggregateCheck.Matches(BootAggregateCheck.Form.PCRS_0_TO_9));
        assertThat(Capture.capturable(boot)).doesNotContain(10);
    }

    @Test
    @DisplayName("262 is TRUSTED by its own capture, userspace measurements and all")
    void systemd262IsTrusted() throws MalformedException {
        ReplayedBoot boot = Boots.replayed(labOutcome());
        ReferenceSet own = new ReferenceSet("own", 1, Map.of(), Capture.of(boot, "own", Capture.capturable(boot)));
        assertThat(Appraiser.appraise(labOutcome(), List.of(own)).verdict()).isEqualTo(Verdict.TRUSTED);
    }

    @Test
    @DisplayName("262 without its userspace log is taken for what it is: PCR 11 does not replay, PCR 15 has no events")
    void systemd262WithoutUserspace() throws MalformedException {
        ReplayOutcome outcome =
                Replay.of(labQuote(), FirmwareReplay.of(Boots.parse(lab("firmware.log"))), Boots.NO_USERSPACE);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        ReplayOutcome.Contradicted.class,
                        c -> assertThat(c.failures())
                                .singleElement()
                                .isInstanceOfSatisfying(
                                        ReplayFailure.PcrMismatch.class,
                                        m -> assertThat(m.pcr()).isEqualTo(11)));
    }

    private static Path synthetic(String file) {
        return Vectors.shared("linux/synthetic").resolve(file);
    }

    private static UserspaceLog userspace(String version) throws MalformedException {
        return UserspaceLog.parse(Vectors.bytes(synthetic("tpm2-measure-" + version + ".log")));
    }

    /** PCRs of all three banks: before userspace, and after it where it extended them. */
    private static PcrValues values(String version, boolean atEnd) {
        Map<HashAlgorithm, Map<Integer, Bytes>> values = new EnumMap<>(HashAlgorithm.class);
        JsonNode banks = Vectors.json(synthetic("expected.json")).at("/boot/" + version + "/banks");
        banks.properties().forEach(bank -> {
            HashAlgorithm algorithm = HashAlgorithm.ofBank(bank.getKey()).orElseThrow();
            Map<Integer, Bytes> pcrs = new HashMap<>();
            QUOTED.forEach(pcr -> pcrs.put(pcr, algorithm.zero()));
            List<String> parts = new ArrayList<>(List.of("firmwareOnly"));
            if (atEnd) {
                parts.add("final");
            }
            parts.forEach(part -> bank.getValue()
                    .get(part)
                    .properties()
                    .forEach(pcr -> pcrs.put(
                            Integer.parseInt(pcr.getKey()),
                            Bytes.ofHex(pcr.getValue().asString()))));
            values.put(algorithm, pcrs);
        });
        return Boots.values(values);
    }

    private static ReplayOutcome syntheticOutcome(String version, PcrValues values) throws MalformedException {
        return Replay.of(
                Boots.quote(values),
                FirmwareReplay.of(Boots.parse(Vectors.bytes(synthetic("uki-boot-binary_bios_measurements")))),
                userspace(version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v259", "v261"})
    @DisplayName(
            "replays firmware and then userspace in every PCR of three banks, separators of firmware PCRs included")
    void syntheticReplays(String version) throws MalformedException {
        ReplayedBoot boot = Boots.replayed(syntheticOutcome(version, values(version, true)));
        assertThat(boot.unexplained()).isEmpty();
        assertThat(boot.events())
                .extracting(MeasuredEvent::log)
                .contains("firmware", "userspace")
                .startsWith("firmware")
                .endsWith("userspace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v259", "v261"})
    @DisplayName("quoted before userspace had measured anything is cut there")
    void syntheticCutAtFirmware(String version) throws MalformedException {
        ReplayedBoot boot = Boots.replayed(syntheticOutcome(version, values(version, false)));
        assertThat(boot.events()).extracting(MeasuredEvent::log).containsOnly("firmware");
    }

    @ParameterizedTest
    @CsvSource({"v259,v261", "v261,v259"})
    @DisplayName("is TRUSTED by a capture of another version that differs only in what is excused")
    void versionsDiffer(String version, String other) throws MalformedException {
        ReplayedBoot captured = Boots.replayed(syntheticOutcome(version, values(version, true)));
        ReferenceSet set =
                new ReferenceSet("own", 1, Map.of(), Capture.of(captured, "own", Capture.capturable(captured)));
        Appraisal appraisal = Appraiser.appraise(syntheticOutcome(other, values(other, true)), List.of(set));
        assertThat(appraisal.verdict()).isEqualTo(Verdict.TRUSTED);
    }
}
