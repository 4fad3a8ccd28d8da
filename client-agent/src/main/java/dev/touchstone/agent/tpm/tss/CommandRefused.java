package dev.touchstone.agent.tpm.tss;

import java.util.Map;

/** A response code other than success (TPM 2.0 Library, Part 2, §6.6), carried through TSS.Java. */
final class CommandRefused extends RuntimeException {

    static final int INITIALIZE = 0x100;
    static final int NV_UNINITIALIZED = 0x14a;
    static final int OBJECT_MEMORY = 0x902;
    static final int SESSION_MEMORY = 0x903;
    static final int YIELDED = 0x908;
    static final int TESTING = 0x90a;
    static final int LOCKOUT = 0x921;
    static final int RETRY = 0x922;
    /** Format-one codes, without the parameter, handle or session they name. */
    static final int AUTH_FAIL = 0x8e;

    static final int HANDLE = 0x8b;
    static final int BAD_AUTH = 0xa2;
    static final int INTEGRITY = 0x9f;

    private static final Map<Integer, String> WORDS = Map.ofEntries(
            Map.entry(INITIALIZE, "the TPM was not started (TPM_RC_INITIALIZE)"),
            Map.entry(NV_UNINITIALIZED, "the NV index was never written (TPM_RC_NV_UNINITIALIZED)"),
            Map.entry(OBJECT_MEMORY, "no slot is free for a key (TPM_RC_OBJECT_MEMORY); use /dev/tpmrm0, or flush"),
            Map.entry(SESSION_MEMORY, "no slot is free for a session (TPM_RC_SESSION_MEMORY)"),
            Map.entry(YIELDED, "the TPM yielded (TPM_RC_YIELDED)"),
            Map.entry(TESTING, "the TPM is testing itself (TPM_RC_TESTING)"),
            Map.entry(LOCKOUT, "the TPM is in dictionary-attack lockout (TPM_RC_LOCKOUT)"),
            Map.entry(RETRY, "the TPM asks to try again (TPM_RC_RETRY)"),
            Map.entry(AUTH_FAIL, "authorisation failed (TPM_RC_AUTH_FAIL): does the hierarchy have a password?"),
            Map.entry(BAD_AUTH, "authorisation failed (TPM_RC_BAD_AUTH): does the hierarchy have a password?"),
            Map.entry(HANDLE, "no such object (TPM_RC_HANDLE)"),
            Map.entry(INTEGRITY, "not made by this TPM (TPM_RC_INTEGRITY)"));

    private final int code;

    CommandRefused(int code) {
        super(WORDS.getOrDefault(base(code), "the TPM refused") + ", response code 0x" + Integer.toHexString(code));
        this.code = code;
    }

    /** The code without the number of the parameter, handle or session at fault. */
    int base() {
        return base(code);
    }

    private static int base(int code) {
        // Above 16 bits: written by a resource manager or the kernel, not by the TPM; compared whole.
        boolean formatOne = code >>> 12 == 0 && (code & 0x80) != 0;
        return formatOne ? code & 0xbf : code;
    }

    /** Whether the TPM asks for the same command once more, unchanged. */
    static boolean again(int code) {
        return code == RETRY || code == TESTING || code == YIELDED;
    }
}
