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
 */
public record Challenge(String challenge, Bytes nonce, List<PcrSelection> selection, Set<String> knownFirmwareLogs) {

    public Challenge {
        selection = List.copyOf(selection);
        knownFirmwareLogs = Set.copyOf(knownFirmwareLogs);
    }
}
