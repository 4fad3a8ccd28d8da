package dev.touchstone.server.admission;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.attestation.Judgement;
import dev.touchstone.server.drift.Waiver;
import dev.touchstone.server.host.VerdictInForce;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * All that a decision needs to know of a host, as of one moment.
 *
 * @param attestation the evidence in force
 * @param evidence what it was found to show; empty if it is not kept any more
 * @param waiver the one that lasts longest, in force or not
 * @param keys the client-certificate keys bound to it; what an AK certified is there while that AK is the host's
 * @param addresses its link-layer addresses
 */
record HostStanding(
        UUID id,
        Optional<String> name,
        VerdictInForce verdict,
        Optional<UUID> attestation,
        Optional<Judgement> evidence,
        Optional<Waiver> waiver,
        List<Key> keys,
        List<String> addresses) {

    /**
     * A client-certificate key.
     *
     * @param identifier RFC 5280 §4.2.1.2, method 1
     * @param binding what being recognised by it is worth
     */
    record Key(Bytes spkiSha256, Bytes identifier, Binding binding) {}
}
