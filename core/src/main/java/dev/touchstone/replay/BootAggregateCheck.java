package dev.touchstone.replay;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.log.ima.ImaDigest;
import dev.touchstone.log.ima.ImaEntry;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether a measurement list opens with the digest of what firmware measured. It is the first record's word: a kexec
 * adds another, over PCRs that userspace may have extended since.
 */
public sealed interface BootAggregateCheck {

    /** Which PCRs are hashed, joined in order. */
    enum Form {
        /** PCRs 0–9: kernel 5.8 and later, but not in SHA-1. */
        PCRS_0_TO_9(10),
        /** PCRs 0–7. */
        PCRS_0_TO_7(8);

        private final int count;

        Form(int count) {
            this.count = count;
        }

        private Bytes of(HashAlgorithm bank, FirmwareReplay firmware) {
            return bank.hash(IntStream.range(0, count)
                    .mapToObj(pcr -> firmware.value(bank, pcr))
                    .toArray(Bytes[]::new));
        }
    }

    /** It is the digest of the firmware log's PCRs. */
    record Matches(Form form) implements BootAggregateCheck {}

    /**
     * It is another.
     *
     * @param expected what the firmware log gives, by each form there is for the algorithm
     */
    record Differs(List<Bytes> expected, ImaDigest actual) implements BootAggregateCheck {
        public Differs {
            expected = List.copyOf(expected);
        }
    }

    /** The list opens with something else, or nothing of it is bound. */
    record None() implements BootAggregateCheck {}

    /** It is all zero: IMA found no TPM when it started, though there is one. */
    record ZeroNoTpm() implements BootAggregateCheck {}

    /** The firmware log has no digests of its algorithm that can be recomputed. */
    record NotComputable(ImaDigest actual) implements BootAggregateCheck {}

    /** Checks a list's first entry. */
    static BootAggregateCheck of(ImaEntry first, FirmwareReplay firmware) {
        if (!(first instanceof ImaEntry.BootAggregate(ImaDigest digest))) {
            return new None();
        }
        if (digest.value().consistsOf(0)) {
            return new ZeroNoTpm();
        }
        return digest.algorithm()
                .filter(firmware::covers)
                .map(bank -> compare(digest, bank, firmware))
                .orElseGet(() -> new NotComputable(digest));
    }

    private static BootAggregateCheck compare(ImaDigest actual, HashAlgorithm bank, FirmwareReplay firmware) {
        List<Form> forms = bank == HashAlgorithm.SHA1 ? List.of(Form.PCRS_0_TO_7) : Arrays.asList(Form.values());
        for (Form form : forms) {
            if (form.of(bank, firmware).equals(actual.value())) {
                return new Matches(form);
            }
        }
        return new Differs(forms.stream().map(f -> f.of(bank, firmware)).toList(), actual);
    }
}
