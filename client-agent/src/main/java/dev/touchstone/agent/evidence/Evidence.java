package dev.touchstone.agent.evidence;

import dev.touchstone.agent.tpm.PcrValues;
import dev.touchstone.agent.tpm.SignedQuote;
import dev.touchstone.agent.transport.AttestationRequest;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a host has to show.
 *
 * @param quote the quote
 * @param pcrs the values it covers
 * @param firmware the firmware log
 * @param userspace systemd's log, where there is one
 * @param ima the IMA list, where it was asked for
 */
public record Evidence(
        SignedQuote quote, PcrValues pcrs, Bytes firmware, Optional<UserspaceLog> userspace, Optional<ImaList> ima) {

    /**
     * systemd's log.
     *
     * @param cut systemd marks a log it could not complete by the sticky bit
     */
    public record UserspaceLog(Bytes content, boolean cut) {}

    /** The whole IMA list of one boot, {@code "resetCount.restartCount"}. */
    public record ImaList(String boot, Bytes content) {}

    /** The SHA-256 of the firmware log, by which the server knows it. */
    public String firmwareDigest() {
        return HashAlgorithm.SHA256.hash(firmware).toHex();
    }

    /** The request that carries it, with the firmware log's content or only its name. */
    public AttestationRequest request(UUID hostId, String challenge, boolean withContent, Map<String, Object> facts) {
        Map<String, Object> reported = new LinkedHashMap<>(facts);
        if (userspace.isPresent() && userspace.get().cut()) {
            reported.put("userspaceLogIncomplete", true);
        }
        return new AttestationRequest(
                hostId,
                challenge,
                new AttestationRequest.Quote(
                        quote.attest().toBase64(), quote.signature().toBase64(), pcrsByBank()),
                new AttestationRequest.Logs(
                        new AttestationRequest.FirmwareLog(firmwareDigest(), withContent ? firmware.toBase64() : null),
                        userspaceLog(),
                        imaLog()),
                reported);
    }

    private Map<String, Map<String, String>> pcrsByBank() {
        Map<String, Map<String, String>> banks = new LinkedHashMap<>();
        for (PcrValues.Bank bank : pcrs.banks()) {
            Map<String, String> values = new LinkedHashMap<>();
            bank.values().forEach((pcr, value) -> values.put(Integer.toString(pcr), value.toHex()));
            banks.put(bank.algorithm().bank(), values);
        }
        return banks;
    }

    private AttestationRequest.@Nullable Log userspaceLog() {
        return userspace
                .map(log -> new AttestationRequest.Log(log.content().toBase64()))
                .orElse(null);
    }

    private AttestationRequest.@Nullable ImaLog imaLog() {
        return ima.map(list -> new AttestationRequest.ImaLog(
                        list.boot(), 0, list.content().toBase64()))
                .orElse(null);
    }
}
