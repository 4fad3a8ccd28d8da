package dev.touchstone.event;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.uefi.Signature;
import dev.touchstone.uefi.SignatureDatabase;
import dev.touchstone.uefi.UefiVariable;

/**
 * Variables in PCR 7 (PC Client PFP §3.3.4.8). Whether one is configuration or an authority is told by what it holds:
 * by the event's type, which nothing vouches for, SecureBoot could be passed off as an authority.
 */
final class SecureBootVariables {

    static final int PCR = 7;

    private SecureBootVariables() {}

    static Claim read(Source source) throws MalformedException {
        return isAuthority(UefiVariable.parse(source.data())) ? Authorities.read(source) : Variables.whole(source);
    }

    private static boolean isAuthority(UefiVariable variable) {
        if (variable.vendor().equals(UefiVariable.SHIM_LOCK)) {
            return true;
        }
        if (variable.vendor().equals(UefiVariable.EFI_GLOBAL_VARIABLE)) {
            return false;
        }
        if (variable.vendor().equals(UefiVariable.EFI_IMAGE_SECURITY_DATABASE)) {
            return !Variables.isDatabase(variable) || (!isList(variable.data()) && vouches(variable.data(), true));
        }
        return vouches(variable.data(), false);
    }

    private static boolean isList(Bytes data) {
        try {
            SignatureDatabase.parse(data);
            return true;
        } catch (MalformedException _) {
            return false;
        }
    }

    /** @param byHash whether the hash of an image will do: in a variable of any maker, 48 bytes can be anything */
    private static boolean vouches(Bytes data, boolean byHash) {
        try {
            return Signature.ofAuthority(data) instanceof Signature.X509 || byHash;
        } catch (MalformedException _) {
            return false;
        }
    }
}
