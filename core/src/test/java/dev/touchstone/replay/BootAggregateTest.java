package dev.touchstone.replay;

import static dev.touchstone.log.ima.ImaListBuilder.digest;
import static dev.touchstone.log.ima.ImaListBuilder.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.Boots;
import dev.touchstone.Machine;
import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.ima.ImaListBuilder;
import dev.touchstone.log.ima.ImaVectors;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.replay.BootAggregateCheck.Form;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The boot aggregate that opens IMA's list")
class BootAggregateTest {

    private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;

    private final Machine machine = Machine.booted("quiet");

    private Bytes aggregate(HashAlgorithm bank, int pcrs) {
        return bank.hash(IntStream.range(0, pcrs)
                .mapToObj(pcr -> machine.value(bank, pcr))
                .toArray(Bytes[]::new));
    }

    private BootAggregateCheck check(ImaListBuilder list) {
        PcrValues values = machine.values();
        for (HashAlgorithm bank : List.of(HashAlgorithm.SHA1, SHA256)) {
            values = Boots.with(values, bank, 10, list.value(bank));
        }
        ReplayOutcome outcome = Replay.of(
                Boots.quote(values),
                FirmwareReplay.of(machine.log().parse()),
                machine.userspaceLog(),
                new ImaEvidence(list.parse(), ImaCheckpoint.ZERO));
        return Boots.replayed(outcome).ima().orElseThrow().bootAggregate().orElseThrow();
    }

    private static ImaListBuilder opening(String algorithm, Bytes value) {
        return new ImaListBuilder()
                .add("ima-ng", digest(algorithm, value), name("boot_aggregate"))
                .file("/init");
    }

    @Test
    @DisplayName("is of PCRs 0–9, or 0–7 as older kernels have it, by its own algorithm")
    void forms() {
        assertThat(check(opening("sha256", aggregate(SHA256, 10))))
                .isEqualTo(new BootAggregateCheck.Matches(Form.PCRS_0_TO_9));
        assertThat(check(opening("sha256", aggregate(SHA256, 8))))
                .isEqualTo(new BootAggregateCheck.Matches(Form.PCRS_0_TO_7));
        assertThat(check(opening("sha1", aggregate(HashAlgorithm.SHA1, 8))))
                .isEqualTo(new BootAggregateCheck.Matches(Form.PCRS_0_TO_7));
    }

    @Test
    @DisplayName("in SHA-1 is never of PCRs 0–9")
    void sha1() {
        assertThat(check(opening("sha1", aggregate(HashAlgorithm.SHA1, 10))))
                .isInstanceOfSatisfying(
                        BootAggregateCheck.Differs.class,
                        d -> assertThat(d.expected()).containsExactly(aggregate(HashAlgorithm.SHA1, 8)));
    }

    @Test
    @DisplayName("is of what firmware measured: userspace extends the same PCRs later")
    void firmwareOnly() {
        Bytes before = aggregate(SHA256, 10);
        machine.userspace(9, "os-separator").userspace(0, "os-separator");
        assertThat(aggregate(SHA256, 10)).isNotEqualTo(before);
        assertThat(check(opening("sha256", before))).isEqualTo(new BootAggregateCheck.Matches(Form.PCRS_0_TO_9));
    }

    @Test
    @DisplayName("that differs is told beside both values it could have")
    void differs() {
        assertThat(check(opening("sha256", Bytes.filled(32, 1))))
                .isInstanceOfSatisfying(BootAggregateCheck.Differs.class, d -> {
                    assertThat(d.expected()).containsExactly(aggregate(SHA256, 10), aggregate(SHA256, 8));
                    assertThat(d.actual().value()).isEqualTo(Bytes.filled(32, 1));
                });
    }

    @Test
    @DisplayName("of zeros is no TPM's, of an algorithm the log lacks cannot be told, and may be missing")
    void others() {
        assertThat(check(opening("sha256", Bytes.filled(32, 0)))).isEqualTo(new BootAggregateCheck.ZeroNoTpm());
        assertThat(check(opening("sha512", Bytes.filled(64, 1)))).isInstanceOf(BootAggregateCheck.NotComputable.class);
        assertThat(check(opening("wp512", Bytes.filled(64, 1)))).isInstanceOf(BootAggregateCheck.NotComputable.class);
        assertThat(check(ImaListBuilder.ofFiles(2))).isEqualTo(new BootAggregateCheck.None());
        assertThat(check(new ImaListBuilder())).isEqualTo(new BootAggregateCheck.None());
    }

    @Test
    @DisplayName("is the first record's word: a later one, as after a kexec, changes nothing")
    void kexec() {
        ImaListBuilder list = opening("sha256", aggregate(SHA256, 10))
                .add("ima-ng", digest("sha256", Bytes.filled(32, 1)), name("boot_aggregate"));
        assertThat(check(list)).isEqualTo(new BootAggregateCheck.Matches(Form.PCRS_0_TO_9));
    }

    @ParameterizedTest
    @CsvSource({"8-9,PCRS_0_TO_9", "0-7,PCRS_0_TO_7"})
    @DisplayName("of ima-evm-utils' samples agrees with their firmware logs")
    void recorded(String pcrs, Form form) {
        FirmwareReplay firmware = FirmwareReplay.of(
                Boots.parse(Vectors.bytes(Vectors.shared("linux/uefi/ima-evm-utils-pcrs-" + pcrs + ".bin"))));
        var list =
                ImaListBuilder.parsedAscii(Vectors.bytes(ImaVectors.file("ima-evm-utils-ascii-pcrs-" + pcrs + ".txt")));
        assertThat(BootAggregateCheck.of(list.record(0).entry(), firmware))
                .isEqualTo(new BootAggregateCheck.Matches(form));
    }
}
