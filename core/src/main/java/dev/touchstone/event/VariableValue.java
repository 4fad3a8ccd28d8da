package dev.touchstone.event;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.uefi.BootOrder;
import dev.touchstone.uefi.LoadOption;
import dev.touchstone.uefi.SignatureDatabase;

/** What a measured UEFI variable holds, read by its name and vendor. */
public sealed interface VariableValue {

    /** The value in words, to stand after the variable's name. */
    String words();

    /** SecureBoot, SetupMode, AuditMode, DeployedMode: one byte that is 1. No byte at all is off, too (UEFI §3.3). */
    record Flag(boolean on) implements VariableValue, AuthorityValue {
        @Override
        public String words() {
            return on ? " = on" : " = off";
        }
    }

    /** PK, KEK, db, dbx, dbt, dbr. */
    record Keys(SignatureDatabase database) implements VariableValue {
        @Override
        public String words() {
            return SignatureWords.of(database);
        }
    }

    /** BootOrder. */
    record Order(BootOrder order) implements VariableValue {
        @Override
        public String words() {
            return " = " + EventString.limited(order.toString());
        }
    }

    /** Boot####. */
    record Option(LoadOption option) implements VariableValue {
        @Override
        public String words() {
            return " = " + EventString.quote(option.description()) + ", "
                    + EventString.quote(option.path().toString());
        }
    }

    /** Any other, or one of the above that is not what it should be. */
    record Opaque(Bytes data) implements VariableValue, AuthorityValue {
        @Override
        public String words() {
            return data.isEmpty() ? " (empty)" : " (" + data.length() + " bytes)";
        }
    }
}
