package dev.touchstone.event;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.uefi.Signature;
import dev.touchstone.uefi.UefiVariable;
import java.nio.charset.StandardCharsets;

/** EV_EFI_VARIABLE_AUTHORITY (PC Client PFP §10.4.1), as firmware and shim write it. */
final class Authorities {

    private Authorities() {}

    static Claim read(Source source) throws MalformedException {
        Bytes data = source.data();
        UefiVariable variable = UefiVariable.parse(data);
        EventContent content = new EventContent.Authority(variable, value(variable));
        return variable.measuredForm().length() == data.length()
                ? Claim.whole(content, source)
                : Claim.of(content, DigestRule.VARIABLE_WITH_SPARE, variable.measuredByOldShim(), data);
    }

    private static AuthorityValue value(UefiVariable variable) {
        Bytes data = variable.data();
        if (variable.vendor().equals(UefiVariable.SHIM_LOCK) && variable.name().equals("SbatLevel")) {
            return new AuthorityValue.Sbat(EventString.decode(data, StandardCharsets.UTF_8));
        }
        if (data.length() == 1) {
            return new VariableValue.Flag(data.at(0) == 1);
        }
        try {
            return new AuthorityValue.Vouching(Signature.ofAuthority(data));
        } catch (MalformedException _) {
            return new VariableValue.Opaque(data);
        }
    }
}
