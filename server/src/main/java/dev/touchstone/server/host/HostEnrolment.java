package dev.touchstone.server.host;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.problem.Refusal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Turns a proved pair of keys into a host: a new one, or a known EK with its next AK. */
@Component
public class HostEnrolment {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Hosts hosts;
    private final HostGrants grants;
    private final VerdictTransitions transitions;

    HostEnrolment(JdbcClient jdbc, JsonMapper json, Hosts hosts, HostGrants grants, VerdictTransitions transitions) {
        this.jdbc = jdbc;
        this.json = json;
        this.hosts = hosts;
        this.grants = grants;
        this.transitions = transitions;
    }

    /**
     * Enrols a host, in the transaction in which its proof is used up.
     *
     * @return the host as it stands now
     * @throws Refusal if the AK is, or ever was, another host's
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public HostRecord enrol(NewHost host, Instant now) {
        lockEk(host.keys().ekName());
        Optional<HostRecord> known = hosts.lockByEk(host.keys().ekName());
        requireOwnAk(host.keys().akName(), known.map(HostRecord::id));
        UUID id = known.map(HostRecord::id).orElseGet(() -> create(host, now));
        known.ifPresent(existing -> {
            replaceAk(existing, host, now);
            vouch(existing.id(), host);
        });
        host.grant().ifPresent(grant -> grants.admit(id, grant));
        return hosts.find(id).orElseThrow();
    }

    /** Two activations of one EK at once must not make two hosts; the row to lock may not exist yet. */
    private void lockEk(Bytes ekName) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("ek:" + ekName.toHex())
                .query((_, _) -> true)
                .single();
    }

    private void requireOwnAk(Bytes akName, Optional<UUID> host) {
        Optional<UUID> owner = hosts.ownerOfAk(akName);
        boolean current =
                host.flatMap(hosts::find).map(h -> h.akName().equals(akName)).orElse(false);
        if (owner.isPresent() && !current) {
            throw new Refusal(422, "ak-taken", "This attestation key is, or was, in use already.");
        }
    }

    /** Nobody has admitted it yet. */
    private UUID create(NewHost host, Instant now) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                insert into host (id, claimed_name, claimed_labels, state, waiting_for, ek_name, ek_public,
                    ek_spki_sha256, ek_certificate, identity, identity_detail, ak_name, ak_public, verdict_since,
                    created_at)
                values (:id, :claimedName, :claimedLabels::jsonb, 'AWAITING_APPROVAL', 'approval', :ekName, :ekPublic,
                    :ekSpki, :ekCertificate, :identity, :identityDetail, :akName, :akPublic, :now, :now)""")
                .param("id", id)
                .param("claimedName", host.claimedName())
                .param("claimedLabels", json.writeValueAsString(host.claimedLabels()))
                .param("ekName", host.keys().ekName().toArray())
                .param("ekPublic", host.keys().ekPublic().toArray())
                .param("ekSpki", host.keys().ekSpkiSha256().toArray())
                .param(
                        "ekCertificate",
                        host.keys().ekCertificate().map(Bytes::toArray).orElse(null))
                .param("identity", host.identity())
                .param("identityDetail", host.identityDetail())
                .param("akName", host.keys().akName().toArray())
                .param("akPublic", host.keys().akPublic().toArray())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    /** A certificate brought along says what the TPM is; one left out unsays nothing. */
    private void vouch(UUID id, NewHost host) {
        host.keys()
                .ekCertificate()
                .ifPresent(certificate -> jdbc.sql("""
                        update host set ek_certificate = ?, identity = ?, identity_detail = ?
                        where id = ? and ek_certificate is distinct from ?""")
                        .params(
                                certificate.toArray(),
                                host.identity(),
                                host.identityDetail(),
                                id,
                                certificate.toArray())
                        .update());
    }

    /**
     * A reinstall: the new AK takes the place of the old. What was held against the host stays: its state, a REJECTED
     * or DRIFTED verdict, a rollback, which now waits for approval. TRUSTED does not, for no evidence of the new key
     * supports it.
     */
    private void replaceAk(HostRecord host, NewHost next, Instant now) {
        if (host.akName().equals(next.keys().akName())) {
            return;
        }
        jdbc.sql("insert into retired_attestation_key (ak_name, host_id, retired_at) values (?, ?, ?)")
                .params(host.akName().toArray(), host.id(), now.atOffset(ZoneOffset.UTC))
                .update();
        boolean demoted = host.verdict() == Verdict.TRUSTED;
        jdbc.sql("""
                update host set ak_name = :akName, ak_public = :akPublic, version = version + 1,
                    state = case when rolled_back and state <> 'REVOKED' then 'AWAITING_APPROVAL' else state end,
                    waiting_for = case when rolled_back and state <> 'REVOKED' then 'approval' else waiting_for end,
                    verdict = case when verdict = 'TRUSTED' then 'PENDING' else verdict end,
                    verdict_since = case when verdict = 'TRUSTED' then :now else verdict_since end,
                    reset_count = case when rolled_back then reset_count end,
                    restart_count = case when rolled_back then restart_count end,
                    clock = case when rolled_back then clock end
                where id = :id""")
                .param("akName", next.keys().akName().toArray())
                .param("akPublic", next.keys().akPublic().toArray())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", host.id())
                .update();
        if (demoted) {
            transitions.record(
                    host.id(),
                    host.verdict(),
                    Verdict.PENDING,
                    TransitionCause.RE_ENROLMENT,
                    null,
                    "a new attestation key took the place of the old",
                    now);
        }
    }
}
