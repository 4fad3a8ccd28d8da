package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.uefi.Guid;
import dev.touchstone.uefi.UefiVariable;
import java.util.List;
import java.util.Optional;

/** A switch measured as a UEFI variable: of one byte, or of none, there are few enough to know them by digest. */
final class KnownFlag {

    /** EFI_GLOBAL_VARIABLE (UEFI §3.3). */
    private static final Guid GLOBAL = Guid.of("8be4df61-93ca-11d2-aa0d-00e098032b8c");

    /** SHIM_LOCK_GUID. */
    private static final Guid SHIM = Guid.of("605dab50-e046-4300-abb6-3dd810dd8b23");

    static final KnownFlag SECURE_BOOT = new KnownFlag(GLOBAL, "SecureBoot");
    static final KnownFlag SETUP_MODE = new KnownFlag(GLOBAL, "SetupMode");
    static final KnownFlag AUDIT_MODE = new KnownFlag(GLOBAL, "AuditMode");
    static final KnownFlag DEPLOYED_MODE = new KnownFlag(GLOBAL, "DeployedMode");

    /** shim's: whether the machine owner's keys count for the kernel. */
    static final KnownFlag MOK_LIST_TRUSTED = new KnownFlag(SHIM, "MokListTrusted");

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
