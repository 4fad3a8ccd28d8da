package dev.touchstone.event;

import dev.touchstone.uefi.Signature;

/** What an EV_EFI_VARIABLE_AUTHORITY event holds. */
public sealed interface AuthorityValue
        permits AuthorityValue.Vouching, AuthorityValue.Sbat, VariableValue.Flag, VariableValue.Opaque {

    /** The value in words, to stand after the variable's name. */
    String words();

    /** The entry of db, of shim's vendor certificate or of the MOK list that vouched for an image. */
    record Vouching(Signature signature) implements AuthorityValue {
        @Override
        public String words() {
            return " " + SignatureWords.of(signature);
        }
    }

    /** shim's SbatLevel: which generations of boot loaders are revoked. */
    record Sbat(String level) implements AuthorityValue {
        @Override
        public String words() {
            return " " + EventString.quote(level);
        }
    }
}
