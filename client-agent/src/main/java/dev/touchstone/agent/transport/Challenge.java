package dev.touchstone.agent.transport;

import dev.touchstone.agent.tpm.PcrSelection;
import dev.touchstone.bytes.Bytes;
import java.util.List;
import java.util.Set;

/**
 * What to quote, and over which nonce.
 *
 * @param challenge the server's opaque string, to be sent back
 * @param nonce its SHA-256
 * @param selection the PCRs to quote, banks in this order
 * @param knownFirmwareLogs SHA-256 in hex of the firmware logs the server holds already
 * @param ima from where the IMA list of one boot can be taken up
 */
public record Challenge(
        String challenge, Bytes nonce, List<PcrSelection> selection, Set<String> knownFirmwareLogs, ImaFrom ima) {

    /** From record {@code from} of the boot {@code "resetCount.restartCount"} on. */
    public record ImaFrom(String boot, long from) {

        /** The whole list, whatever the boot. */
        public static final ImaFrom START = new ImaFrom("", 0);
    }

    public Challenge {
        selection = List.copyOf(selection);
        knownFirmwareLogs = Set.copyOf(knownFirmwareLogs);
    }
}
