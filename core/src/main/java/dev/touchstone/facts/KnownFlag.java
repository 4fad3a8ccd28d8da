package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.uefi.Guid;
import dev.touchstone.uefi.UefiVariable;
import java.util.List;
import java.util.Optional;

/** A switch measured as a UEFI variable: of one byte, or of none, there are few enough to know them by digest. */
final class KnownFlag {

    static final KnownFlag SECURE_BOOT = new KnownFlag(UefiVariable.EFI_GLOBAL_VARIABLE, "SecureBoot");
    static final KnownFlag SETUP_MODE = new KnownFlag(UefiVariable.EFI_GLOBAL_VARIABLE, "SetupMode");
    static final KnownFlag AUDIT_MODE = new KnownFlag(UefiVariable.EFI_GLOBAL_VARIABLE, "AuditMode");
    static final KnownFlag DEPLOYED_MODE = new KnownFlag(UefiVariable.EFI_GLOBAL_VARIABLE, "DeployedMode");

    /** shim's: whether the machine owner's keys count for the kernel. */
    static final KnownFlag MOK_LIST_TRUSTED = new KnownFlag(UefiVariable.SHIM_LOCK, "MokListTrusted");

    private final List<Known> off;
    private final Known on;

    private KnownFlag(Guid vendor, String name) {
        off = List.of(known(vendor, name, Bytes.EMPTY), known(vendor, name, Bytes.of((byte) 0)));
        on = known(vendor, name, Bytes.of((byte) 1));
    }

    private static Known known(Guid vendor, String name, Bytes value) {
        return Known.of(new UefiVariable(vendor, name, value).measuredForm());
    }

    /** Where some bank says that it was measured, whatever its value. */
    List<Measurement> in(List<Measurement> measurements) {
        return measurements.stream()
                .filter(m -> off.stream().anyMatch(k -> k.inAnyBank(m)) || on.inAnyBank(m))
                .toList();
    }

    /** The value measured; none where banks disagree. */
    Optional<Boolean> value(Measurement measurement) {
        if (on.in(measurement)) {
            return Optional.of(true);
        }
        return off.stream().anyMatch(k -> k.in(measurement)) ? Optional.of(false) : Optional.empty();
    }
}
