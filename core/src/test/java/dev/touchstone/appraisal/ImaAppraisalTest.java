package dev.touchstone.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.Machine;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.ima.ImaListBuilder;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.reference.Capture;
import dev.touchstone.reference.Component;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.reference.Variant;
import dev.touchstone.replay.FirmwareReplay;
import dev.touchstone.replay.ImaCheckpoint;
import dev.touchstone.replay.ImaEvidence;
import dev.touchstone.replay.Replay;
import dev.touchstone.replay.ReplayOutcome;
import dev.touchstone.replay.ReplayedBoot;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An appraisal of a boot with IMA's list")
class ImaAppraisalTest {

    private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;

    private final ImaListBuilder list = ImaListBuilder.ofFiles(3);
    private final PcrValues quoted = quoted();

    private PcrValues quoted() {
        PcrValues values = Machine.booted("quiet").values();
        for (HashAlgorithm bank : List.of(HashAlgorithm.SHA1, SHA256)) {
            values = Boots.with(values, bank, 10, list.value(bank));
        }
        return values;
    }

    private ReplayOutcome outcome() {
        Machine machine = Machine.booted("quiet");
        return Replay.of(
                Boots.quote(quoted),
                FirmwareReplay.of(machine.log().parse()),
                machine.userspaceLog(),
                new ImaEvidence(list.parse(), ImaCheckpoint.ZERO));
    }

    private Reason onlyReason() {
        Appraisal appraisal = Appraiser.appraise(outcome(), List.of());
        assertThat(appraisal.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(appraisal.reasons()).hasSize(1);
        return appraisal.reasons().getFirst();
    }

    private static ReferenceSet set(String name, Component... components) {
        return new ReferenceSet(name, 1, Map.of(), List.of(components));
    }

    @Test
    @DisplayName("is REJECTED for a record of another PCR, by its number and PCR")
    void outside() {
        list.change(1, e -> e.withPcr(7));
        Reason reason = onlyReason();
        assertThat(reason.code()).isEqualTo("ima-outside-pcr");
        assertThat(reason.summary()).isEqualTo("Record 1 of IMA's list is of PCR 7, which is not IMA's.");
        assertThat(reason.event()).contains("ima#1");
        assertThat(reason.pcr()).isEqualTo(OptionalInt.of(7));
    }

    @Test
    @DisplayName("is REJECTED for a template hash that is not its data's")
    void forged() {
        list.change(2, e -> e.withHeader(Bytes.filled(20, 1)));
        Reason reason = onlyReason();
        assertThat(reason.code()).isEqualTo("ima-record-forged");
        assertThat(reason.summary()).isEqualTo("Record 2 of IMA's list carries a hash that is not its data's.");
        assertThat(reason.event()).contains("ima#2");
    }

    @Test
    @DisplayName("is TRUSTED by its own capture, which leaves IMA's PCR unjudged")
    void captured() {
        ReplayedBoot boot = Boots.replayed(outcome());
        assertThat(Capture.capturable(boot)).doesNotContain(10).contains(9, 11);
        ReferenceSet own = new ReferenceSet("own", 1, Map.of(), Capture.of(boot, "own", Capture.capturable(boot)));
        Appraisal appraisal = Appraiser.appraise(outcome(), List.of(own));
        assertThat(appraisal.verdict()).isEqualTo(Verdict.TRUSTED);
        assertThat(appraisal.notChecked()).containsExactly(10);
    }

    @Test
    @DisplayName("is not TRUSTED where nothing may be measured into IMA's PCR, though no event tells of it")
    void nothingAllowed() {
        ReferenceSet nothing = set(
                "nothing", new Component(500, "ima", List.of(new Variant.Sequence("nothing", Set.of(10), List.of()))));
        Appraisal appraisal = Appraiser.appraise(outcome(), List.of(nothing));
        assertThat(appraisal.verdict()).isEqualTo(Verdict.DRIFTED);
        assertThat(appraisal.reasons()).extracting(Reason::code).containsExactly("pcr-value-not-approved");
    }

    @Test
    @DisplayName("may have IMA's PCR approved by its value")
    void byValue() {
        Variant value = new Variant.BareValues("ima", Map.of(10, Map.of(SHA256, list.value(SHA256))));
        ReferenceSet approved = set("ima", new Component(500, "ima", List.of(value)));
        assertThat(Appraiser.appraise(outcome(), List.of(approved)).verdict()).isEqualTo(Verdict.TRUSTED);
    }
}
