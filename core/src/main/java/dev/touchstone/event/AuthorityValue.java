package dev.touchstone.event;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.uefi.Signature;

/** What an EV_EFI_VARIABLE_AUTHORITY event holds. */
public sealed interface AuthorityValue {

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

    /** A switch of shim's, as MokListTrusted. */
    record Flag(boolean on) implements AuthorityValue {
        @Override
        public String words() {
            return on ? " = on" : " = off";
        }
    }

    /** Neither. */
    record Opaque(Bytes data) implements AuthorityValue {
        @Override
        public String words() {
            return data.isEmpty() ? " (empty)" : " (" + data.length() + " bytes)";
        }
    }
}
