package dev.touchstone.agent.evidence;

import dev.touchstone.agent.tpm.PcrValues;
import dev.touchstone.agent.tpm.SignedQuote;
import dev.touchstone.agent.transport.AttestationRequest;
import dev.touchstone.agent.transport.Challenge;
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
 * @param ima the IMA list, where there is one to send
 * @param imaMissing why there is none, though it was looked for
 */
public record Evidence(
        SignedQuote quote,
        PcrValues pcrs,
        Bytes firmware,
        Optional<UserspaceLog> userspace,
        Optional<ImaList> ima,
        Optional<String> imaMissing) {

    /** How much of its logs evidence is sent with. */
    public enum Extent {
        /** Without what the challenge says the server holds. */
        NEW,
        /** Without the firmware log, if the server holds it, and the IMA list from its first record. */
        WHOLE_IMA,
        /** Everything. */
        WHOLE
    }

    /**
     * systemd's log.
     *
     * @param cut systemd marks a log it could not complete by the sticky bit
     */
    public record UserspaceLog(Bytes content, boolean cut) {}

    /** The SHA-256 of the firmware log, by which the server knows it. */
    public String firmwareDigest() {
        return HashAlgorithm.SHA256.hash(firmware).toHex();
    }

    /** The same without its IMA list. */
    public Evidence withoutIma(String why) {
        return new Evidence(quote, pcrs, firmware, userspace, Optional.empty(), Optional.of(why));
    }

    /** Whether {@code extent} leaves out something that the server may turn out not to hold. */
    public boolean shortened(Challenge challenge, Extent extent) {
        return (extent != Extent.WHOLE && knows(challenge)) || imaFrom(challenge, extent) > 0;
    }

    private boolean knows(Challenge challenge) {
        return challenge.knownFirmwareLogs().contains(firmwareDigest());
    }

    private long imaFrom(Challenge challenge, Extent extent) {
        return extent == Extent.NEW
                ? ima.map(list -> list.known(challenge.ima())).orElse(0L)
                : 0;
    }

    /** The request that carries it. */
    public AttestationRequest request(UUID hostId, Challenge challenge, Extent extent, Map<String, Object> facts) {
        boolean withContent = extent == Extent.WHOLE || !knows(challenge);
        Map<String, Object> reported = new LinkedHashMap<>(facts);
        imaMissing.ifPresent(why -> reported.put("imaList", why));
        if (userspace.isPresent() && userspace.get().cut()) {
            reported.put("userspaceLogIncomplete", true);
        }
        return new AttestationRequest(
                hostId,
                challenge.challenge(),
                new AttestationRequest.Quote(
                        quote.attest().toBase64(), quote.signature().toBase64(), pcrsByBank()),
                new AttestationRequest.Logs(
                        new AttestationRequest.FirmwareLog(firmwareDigest(), withContent ? firmware.toBase64() : null),
                        userspaceLog(),
                        imaLog(imaFrom(challenge, extent))),
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

    private AttestationRequest.@Nullable ImaLog imaLog(long from) {
        return ima.map(list -> list.from(from)).orElse(null);
    }
}
