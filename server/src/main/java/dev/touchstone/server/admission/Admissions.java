package dev.touchstone.server.admission;

import dev.touchstone.server.attestation.AttestationRecord;
import dev.touchstone.server.attestation.Attestations;
import dev.touchstone.server.attestation.ReasonView;
import dev.touchstone.server.binding.ClientKeys;
import dev.touchstone.server.binding.HostAddresses;
import dev.touchstone.server.drift.Waiver;
import dev.touchstone.server.drift.Waivers;
import dev.touchstone.server.host.EffectiveVerdict;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.Hosts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Decides whether a subject may be let in. Every adapter asks here, and decides nothing itself. */
@Service
public class Admissions {

    private final Hosts hosts;
    private final ClientKeys keys;
    private final HostAddresses addresses;
    private final Attestations attestations;
    private final Waivers waivers;
    private final Clock clock;

    Admissions(
            Hosts hosts,
            ClientKeys keys,
            HostAddresses addresses,
            Attestations attestations,
            Waivers waivers,
            Clock clock) {
        this.hosts = hosts;
        this.keys = keys;
        this.addresses = addresses;
        this.attestations = attestations;
        this.waivers = waivers;
        this.clock = clock;
    }

    /** What stands of a subject now. */
    public Admission decide(Subject subject, Consumer consumer) {
        return bound(subject).map(b -> decide(b, consumer)).orElseGet(Admissions::unknown);
    }

    private record Bound(HostRecord host, Binding by) {}

    private Optional<Bound> bound(Subject subject) {
        return switch (subject) {
            case Subject.HostId(UUID id) -> hosts.find(id).map(h -> new Bound(h, Binding.INVENTORY));
            case Subject.HostName(String name) -> hosts.findByName(name).map(h -> new Bound(h, Binding.NAME));
            case Subject.CertificateKey(var spki) -> keys.bySpki(spki).flatMap(this::owned);
            case Subject.CertificateKeyIdentifier(var sha1) ->
                keys.byKeyIdentifier(sha1).flatMap(this::owned);
            case Subject.Mac(String mac) ->
                addresses.hostOf(mac).flatMap(hosts::find).map(h -> new Bound(h, Binding.MAC));
        };
    }

    private Optional<Bound> owned(ClientKeys.Owner owner) {
        return hosts.find(owner.host())
                .map(h -> new Bound(h, owner.certified() ? Binding.CERTIFICATE : Binding.INVENTORY));
    }

    private Admission decide(Bound bound, Consumer consumer) {
        HostRecord host = bound.host();
        Instant now = clock.instant();
        EffectiveVerdict verdict = EffectiveVerdict.of(host, now);
        Optional<AttestationRecord> evidence = host.lastAttestation().flatMap(attestations::find);
        Optional<Waiver> waiver = waiver(host, verdict, evidence, now);
        Decision byVerdict = waiver.map(_ -> Decision.ALLOW).orElseGet(() -> Decision.of(host, verdict));
        boolean binds = consumer.allowedBindings().contains(bound.by());
        Decision decision = binds ? byVerdict : byVerdict.atMost(Decision.QUARANTINE);
        List<ReasonView> reasons = new ArrayList<>();
        waiver.map(AdmissionReasons::waiver).ifPresent(reasons::add);
        if (decision != byVerdict) {
            reasons.add(AdmissionReasons.boundWeakly(bound.by()));
        }
        reasons.addAll(AdmissionReasons.of(host, verdict, evidence));
        return new Admission(
                decision,
                Optional.empty(),
                Optional.of(new Admission.Host(
                        host.id(),
                        host.name(),
                        verdict,
                        bound.by(),
                        host.evidenceIssuedAt().map(issued -> age(issued, now)),
                        host.evidenceValidUntil(),
                        host.lastAttestation())),
                reasons,
                true,
                host.evidenceValidUntil());
    }

    /** DRIFTED alone is ever waived: evidence that is old, or contradicts itself, is not. */
    private Optional<Waiver> waiver(
            HostRecord host, EffectiveVerdict verdict, Optional<AttestationRecord> evidence, Instant now) {
        return verdict == EffectiveVerdict.DRIFTED
                ? evidence.flatMap(e -> waivers.inForce(host, e.referenceSets(), now))
                : Optional.empty();
    }

    private static Duration age(Instant issued, Instant now) {
        return Duration.ofSeconds(Duration.between(issued, now).toSeconds());
    }

    private static Admission unknown() {
        return new Admission(
                Decision.DENY,
                Optional.empty(),
                Optional.empty(),
                List.of(AdmissionReasons.unknown()),
                true,
                Optional.empty());
    }
}
