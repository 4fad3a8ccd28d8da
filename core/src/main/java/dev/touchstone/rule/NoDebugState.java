package dev.touchstone.rule;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.facts.CommandLines.Argument;
import dev.touchstone.facts.Firmware;
import dev.touchstone.uefi.UefiVariable;
import java.util.List;
import java.util.Optional;

/**
 * Neither firmware nor kernel was started for someone to look inside: no debug mode, no open memory, no Secure Boot in
 * setup or audit mode, no kernel argument that gives a shell or a debugger.
 */
public record NoDebugState() implements Rule {

    /** Its id. */
    public static final String ID = "no-debug-state";

    private static final int PCR = 7;
    private static final List<String> MODES = List.of("SetupMode", "AuditMode");

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String text() {
        return "Firmware and kernel run without debug modes, debug shells or unprotected memory.";
    }

    @Override
    public String citation() {
        return "TCG PC Client Platform Firmware Profile 1.06, §3.3.4.8 (\"UEFI Debug Mode\", \"DMA Protection Disabled\");"
                + " UEFI 2.10, §32.3 (setup and audit mode); systemd-debug-generator(8), dracut.cmdline(7)";
    }

    @Override
    public List<RuleFailure> evaluate(RuleSubject subject) {
        KnownLines lines = KnownLines.of(this, subject);
        Failures failures = lines.unknown(subject).unaccounted(subject, PCR);
        Firmware firmware = subject.facts().firmware();
        said(failures, firmware.debugMode(), "The firmware runs in debug mode.", "UEFI Debug Mode");
        said(failures, firmware.dmaProtectionDisabled(), "Devices may write to all memory.", "DMA Protection Disabled");
        MODES.forEach(mode -> said(failures, isOn(subject, mode), "Secure Boot is in " + mode + ".", mode + " on"));
        lines.known()
                .forEach(line -> KnownLines.arguments(line)
                        .forEach(a -> hit(a).ifPresent(h -> failures.add(() -> lines.failure(
                                line, "A kernel argument opens the machine.", "no " + h, KnownLines.words(a))))));
        return failures.toList();
    }

    private void said(Failures failures, boolean said, String summary, String what) {
        if (said) {
            failures.add(RuleFailure.ofPcr(this, PCR, summary, "not measured", what));
        }
    }

    /** By digest, in any bank: the fact is withheld where it is measured twice, and a second is quickly added. */
    private static boolean isOn(RuleSubject subject, String mode) {
        Bytes on = new UefiVariable(UefiVariable.EFI_GLOBAL_VARIABLE, mode, Bytes.of((byte) 1)).measuredForm();
        return subject.boot().banks(PCR).stream()
                .filter(HashAlgorithm::computable)
                .anyMatch(bank -> isMeasured(subject, bank, bank.hash(on)));
    }

    private static boolean isMeasured(RuleSubject subject, HashAlgorithm bank, Bytes digest) {
        return subject.boot().events().stream().anyMatch(e -> e.pcr() == PCR && e.hasDigest(bank, digest));
    }

    private static Optional<KernelArgument> hit(Argument argument) {
        return DebugArguments.ALL.stream()
                .flatMap(a -> a.arguments().stream())
                .filter(a -> a.matches(argument))
                .findFirst();
    }
}
