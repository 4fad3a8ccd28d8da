package dev.touchstone.facts;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a boot. Every field is bound to the digests it was replayed by, but for those whose name begins with
 * {@code unverified}: these show what the log says and are never an input to policy. The names are stable: the tree is
 * what the API and {@code touchstone agent log show} write as JSON.
 *
 * @param accountedPcrs the registers all of whose measurements are known: of any other, what is missing here may still
 *     have happened
 * @param secureBoot what PCR 7 says
 * @param firmware what PCR 0 to 2 and the warnings in PCR 7 say
 * @param bootChain all that was measured into PCR 4 but its fixed strings, in order: the applications the firmware was
 *     given to run
 * @param commandLines every kernel command line measured
 * @param unverifiedInitrds what the log says are initrds, in order; which of what was measured they are, is only said
 * @param unifiedKernel the sections of a unified kernel image
 * @param shim what shim measured of itself
 * @param osImage what names the operating system's image
 * @param phases the boot phases reached, in order
 * @param machineId 32 hex digits; empty if PCR 15 holds two, or anything that cannot be read, as a volume key cannot
 * @param disk the partition table the machine booted with
 * @param verity root hashes of dm-verity devices set up
 * @param ima what the kernel's integrity measurement says
 * @param findings what is odd about the logs; of many of a kind, the first fifty and how many more
 */
public record BootFacts(
        List<Integer> accountedPcrs,
        SecureBoot secureBoot,
        Firmware firmware,
        List<BootImage> bootChain,
        CommandLines commandLines,
        List<Initrd> unverifiedInitrds,
        UnifiedKernel unifiedKernel,
        Shim shim,
        OsImage osImage,
        List<String> phases,
        Optional<String> machineId,
        Optional<Disk> disk,
        List<VerityRoot> verity,
        Optional<Ima> ima,
        List<Finding> findings) {

    public BootFacts {
        accountedPcrs = List.copyOf(accountedPcrs);
        bootChain = List.copyOf(bootChain);
        unverifiedInitrds = List.copyOf(unverifiedInitrds);
        phases = List.copyOf(phases);
        verity = List.copyOf(verity);
        findings = List.copyOf(findings);
    }
}
