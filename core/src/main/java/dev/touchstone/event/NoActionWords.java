package dev.touchstone.event;

import dev.touchstone.uefi.NoAction;

/** EV_NO_ACTION in words. */
final class NoActionWords {

    private NoActionWords() {}

    static String of(NoAction note) {
        return switch (note) {
            case NoAction.StartupLocality(int locality) -> "TPM started from locality " + locality;
            case NoAction.Sp800155 id -> "reference manifest " + id.referenceManifest() + " (SP 800-155)";
            case NoAction.HcrtmComponent component -> "H-CRTM component " + EventString.quote(component.description());
            case NoAction.NvIndexInstance instance ->
                "certificates of " + EventString.quote(instance.device().toString());
            case NoAction.NvIndexDynamic dynamic -> "device's answer " + EventString.quote(dynamic.description());
            case NoAction.Unknown(String signature, var data) ->
                "note " + EventString.quote(signature) + " (" + data.length() + " bytes)";
        };
    }
}
