package dev.touchstone.server.dashboard;

import dev.touchstone.appraisal.Verdict;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.server.attestation.ReasonView;
import dev.touchstone.server.host.HostState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Puts hosts and what became of their evidence into the database, as rows: the pages only read. */
@TestComponent
public class Fleet {

    public static final Duration VALIDITY = Duration.ofMinutes(15);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Fleet(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    public void clear() {
        jdbc.sql("truncate host, attestation, verdict_transition, rejected_submission cascade")
                .update();
    }

    /** A day of posture, with a bad night in it. */
    public void history() {
        jdbc.sql("""
                insert into posture_sample (at, trusted, drifted, rejected, stale, pending)
                select date_bin('5 minutes', :now, 'epoch') - n * interval '5 minutes',
                    900 - d, d, n / 200, 12 + n % 7, 30
                from generate_series(1, 280) n, lateral (select case when n between 60 and 130 then 240 else 9 end) x (d)
                on conflict do nothing""").param("now", utc(clock.instant())).update();
    }

    /** A host that an enrolment token admitted. */
    public UUID admitted(String name) {
        UUID host = waiting(name);
        jdbc.sql("""
                update host set name = ?, name_source = 'token', labels = '{"site": "ams", "model": "r750"}',
                    labels_source = 'token', state = 'ACTIVE', waiting_for = null
                where id = ?""").params(name, host).update();
        return host;
    }

    /** A host that nobody has admitted. */
    public UUID waiting(String claimed) {
        UUID id = UUID.randomUUID();
        byte[] key = digest(id + "key").toArray();
        jdbc.sql("""
                insert into host (id, claimed_name, claimed_labels, state, waiting_for, ek_name, ek_public,
                    ek_spki_sha256, identity, identity_detail, ak_name, ak_public, verdict_since, created_at)
                values (:id, :claimed, '{"rack": "r12"}', 'AWAITING_APPROVAL', 'approval', :name, :key, :key,
                    'hardware', 'Infineon SLB 9672, certificate of Infineon OPTIGA(TM) TPM 2.0 RSA CA 059', :ak, :key,
                    :at, :at)""")
                .param("id", id)
                .param("claimed", claimed)
                .param(
                        "name",
                        Bytes.concat(Bytes.ofHex("000b"), digest(id + "ek")).toArray())
                .param(
                        "ak",
                        Bytes.concat(Bytes.ofHex("000b"), digest(id + "ak")).toArray())
                .param("key", key)
                .param("at", utc(clock.instant().minus(1, ChronoUnit.DAYS)))
                .update();
        return id;
    }

    public void state(UUID host, HostState state) {
        jdbc.sql("update host set state = ? where id = ?")
                .params(state.name(), host)
                .update();
    }

    /** Evidence of so long ago, and the verdict it gave. */
    public void attested(UUID host, Verdict verdict, Duration ago, List<ReasonView> reasons, List<Integer> notChecked) {
        Instant at = clock.instant().minus(ago);
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                insert into attestation (id, host_id, received_at, issued_at, valid_until, kind, verdict, reasons,
                    not_checked, reset_count, restart_count, clock, firmware_version, attest, signature, pcrs,
                    firmware_log, reference_sets, result)
                values (:id, :host, :at, :at, :until, 'first-of-boot', :verdict, :reasons::jsonb, :notChecked::jsonb,
                    4, 0, 100, '1', '\\x00', '\\x00', :pcrs::jsonb, '\\x00', '["fleet-a@3"]', 'none')""")
                .param("id", id)
                .param("host", host)
                .param("at", utc(at))
                .param("until", utc(at.plus(VALIDITY)))
                .param("verdict", verdict.name())
                .param("reasons", json.writeValueAsString(reasons))
                .param("notChecked", json.writeValueAsString(notChecked))
                .param("pcrs", json.writeValueAsString(Map.of("sha256", pcrs("sha256"), "sha1", pcrs("sha1"))))
                .update();
        jdbc.sql("""
                insert into verdict_transition (id, host_id, at, from_verdict, to_verdict, cause, attestation_id, detail)
                select gen_random_uuid(), id, :at, verdict, :verdict, 'evidence', :attestation, :detail
                from host where id = :host""")
                .param("host", host)
                .param("at", utc(at))
                .param("verdict", verdict.name())
                .param("attestation", id)
                .param("detail", reasons.isEmpty() ? "" : reasons.getFirst().summary())
                .update();
        jdbc.sql("""
                update host set verdict = ?, verdict_since = ?, last_attestation = ?, evidence_issued_at = ?,
                    evidence_valid_until = ?, reset_count = 4, restart_count = 0, clock = 100
                where id = ?""")
                .params(verdict.name(), utc(at), id, utc(at), utc(at.plus(VALIDITY)), host)
                .update();
    }

    public UUID trusted(String name) {
        UUID host = admitted(name);
        attested(host, Verdict.TRUSTED, Duration.ofMinutes(2), List.of(), List.of(5, 10));
        return host;
    }

    public UUID drifted(String name, ReasonView... reasons) {
        UUID host = admitted(name);
        attested(host, Verdict.DRIFTED, Duration.ofMinutes(3), List.of(reasons), List.of(5, 10));
        return host;
    }

    public UUID rejected(String name) {
        UUID host = admitted(name);
        var reason = new ReasonView(
                "log-does-not-replay",
                "The logs lead PCR 0 (SHA-256) to another value than the TPM quoted.",
                null,
                0,
                null,
                digest("quoted").toHex(),
                digest("replayed").toHex());
        attested(host, Verdict.REJECTED, Duration.ofMinutes(1), List.of(reason), List.of());
        return host;
    }

    public UUID stale(String name) {
        UUID host = admitted(name);
        attested(host, Verdict.TRUSTED, VALIDITY.plusHours(5), List.of(), List.of(5, 10));
        return host;
    }

    /** The evidence in force. */
    public UUID evidence(UUID host) {
        return jdbc.sql("select last_attestation from host where id = ?")
                .param(host)
                .query(UUID.class)
                .single();
    }

    public void refused(UUID host, String code, int count) {
        Instant at = clock.instant();
        jdbc.sql("""
                insert into rejected_submission (host_id, hour, code, count, last_at, last_source, last_detail)
                values (?, ?, ?, ?, ?, '192.0.2.7', 'The signature is not of the host''s key.')""")
                .params(host, utc(at.truncatedTo(ChronoUnit.HOURS)), code, count, utc(at))
                .update();
    }

    /** An event that should be another. */
    public static ReasonView changed(String component, int pcr, int event, String summary) {
        return new ReasonView(
                "event-not-approved",
                "PCR " + pcr + ": " + summary,
                component,
                pcr,
                "firmware#" + event,
                digest(summary + "expected").toHex(),
                digest(summary).toHex());
    }

    public static Bytes digest(String text) {
        return HashAlgorithm.SHA256.hash(Bytes.ofUtf8(text));
    }

    private static Map<String, String> pcrs(String bank) {
        Map<String, String> values = new TreeMap<>();
        for (int pcr : new int[] {0, 1, 2, 3, 4, 5, 7, 9, 10, 11}) {
            String digest = digest(bank + pcr).toHex();
            values.put(Integer.toString(pcr), bank.equals("sha1") ? digest.substring(0, 40) : digest);
        }
        return values;
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
