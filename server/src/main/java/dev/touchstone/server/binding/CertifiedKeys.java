package dev.touchstone.server.binding;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.quote.CertifiedKey;
import dev.touchstone.server.challenge.Challenge;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.Hosts;
import dev.touchstone.server.problem.Refusal;
import dev.touchstone.server.trust.PresentedKey;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Registers a verified key and uses its challenge up, in one transaction under the host's lock. */
@Component
class CertifiedKeys {

    private final Hosts hosts;
    private final CertificationUses uses;
    private final ClientKeyRows rows;
    private final ClientKeyRegistry registry;
    private final Clock clock;

    CertifiedKeys(Hosts hosts, CertificationUses uses, ClientKeyRows rows, ClientKeyRegistry registry, Clock clock) {
        this.hosts = hosts;
        this.uses = uses;
        this.rows = rows;
        this.registry = registry;
        this.clock = clock;
    }

    @Transactional
    public ClientKey register(HostRecord verified, CertifiedKey certified, Challenge challenge) {
        rows.lock();
        HostRecord host = hosts.lock(verified.id()).orElseThrow();
        AdmittedHost.require(host);
        Bytes akName = certified.ak().bytes();
        if (!host.akName().equals(akName)) {
            throw new Refusal(403, "challenge-other-key", "The host has enrolled another attestation key meanwhile.");
        }
        ClientKey key =
                ClientKey.certified(presented(certified), host.id(), akName, clock.instant(), "tpm:" + host.ekName());
        Optional<Bytes> usedFor = uses.find(challenge);
        if (usedFor.isPresent()) {
            return stillThere(host.id(), key, usedFor.get());
        }
        uses.put(challenge, key.spkiSha256());
        return registry.register(key).key();
    }

    /** An identical retry gets the same answer, unless the key was taken away since. */
    private ClientKey stillThere(UUID host, ClientKey key, Bytes usedFor) {
        return rows.of(host).stream()
                .filter(k -> k.source() == KeySource.CERTIFIED && k.spkiSha256().equals(usedFor))
                .filter(k -> k.spkiSha256().equals(key.spkiSha256()))
                .findFirst()
                .orElseThrow(() -> new Refusal(409, "challenge-used", "The challenge is used up; ask for another."));
    }

    private static PresentedKey presented(CertifiedKey certified) {
        try {
            return PresentedKey.ofKey(certified.key().subjectPublicKeyInfo());
        } catch (MalformedException e) {
            throw new IllegalStateException("a certified key has no SubjectPublicKeyInfo", e);
        }
    }
}
