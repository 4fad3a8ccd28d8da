package dev.touchstone.log.userspace;

import java.util.Optional;

/** What a record says was extended. */
public sealed interface Register {

    /**
     * A platform configuration register.
     *
     * @param index 0–23
     */
    record Pcr(int index) implements Register {

        /** PCRs of a PC Client TPM (PC Client Platform TPM Profile §4.6). */
        static final int COUNT = 24;

        public Pcr {
            if (index < 0 || index >= COUNT) {
                throw new IllegalArgumentException("PCR " + index);
            }
        }

        @Override
        public String toString() {
            return "PCR " + index;
        }
    }

    /**
     * An NvPCR: an NV index of type TPM2_NT_EXTEND that systemd uses like a PCR.
     *
     * @param handle 0x01000000–0x01ffffff
     * @param name systemd's name for it, as claimed by the record
     */
    record NvIndex(long handle, Optional<String> name) implements Register {

        /** The handles of NV indices: TPM_HT_NV_INDEX in the top byte (TPM 2.0 Library, Part 2, §7.2). */
        static final long FIRST = 0x0100_0000L;

        static final long LAST = 0x01ff_ffffL;

        public NvIndex {
            if (handle < FIRST || handle > LAST) {
                throw new IllegalArgumentException("NV index 0x" + Long.toHexString(handle));
            }
        }

        @Override
        public String toString() {
            return "NV index 0x%08x".formatted(handle);
        }
    }
}
