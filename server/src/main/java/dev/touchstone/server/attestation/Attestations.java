package dev.touchstone.server.attestation;

import dev.touchstone.appraisal.Appraisal;
import dev.touchstone.appraisal.CutLog;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.quote.PcrValues;
import dev.touchstone.server.host.HighWater;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The history of evidence: written once, read by whoever asks. */
@Component
public class Attestations {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final AttestationRows rows;
    private final JudgementColumns judgement;

    Attestations(JdbcClient jdbc, JsonMapper json, AttestationRows rows, JudgementColumns judgement) {
        this.jdbc = jdbc;
        this.json = json;
        this.rows = rows;
        this.judgement = judgement;
    }

    /** One attestation. */
    public Optional<AttestationRecord> find(UUID id) {
        return jdbc.sql("select * from attestation where id = ?")
                .param(id)
                .query(rows)
                .optional();
    }

    /** A host's attestations, the latest first. */
    public List<AttestationRecord> latestOf(UUID host, int limit) {
        return jdbc.sql("select * from attestation where host_id = ? order by received_at desc limit ?")
                .params(host, limit)
                .query(rows)
                .list();
    }

    /** The evidence that a host was judged by at a moment, if it is kept. */
    public Optional<AttestationRecord> lastBefore(UUID host, Instant at) {
        return jdbc.sql("""
                select * from attestation where host_id = ? and received_at <= ? and kind <> 'late'
                order by received_at desc limit 1""")
                .params(host, at.atOffset(ZoneOffset.UTC))
                .query(rows)
                .optional();
    }

    /** What these attestations were found to show, by id; those not kept any more are left out. */
    public Map<UUID, Judgement> judgements(Collection<UUID> ids) {
        Map<UUID, Judgement> found = new HashMap<>();
        jdbc.sql("select id, verdict, reasons from attestation where id = any(?)")
                .param(ids.toArray(UUID[]::new))
                .query((row, _) -> found.put(row.getObject("id", UUID.class), rows.judgement(row)))
                .list();
        return found;
    }

    /** Keeps what evidence shows; what the host's state has to say is not for history to repeat. */
    void add(Ruling ruling, Optional<UsedIma> ima, String result) {
        Evidence evidence = ruling.evidence();
        HighWater at = ruling.highWater();
        Appraisal appraisal = ruling.appraisal();
        StatementSpec insert = jdbc.sql("""
                insert into attestation (id, host_id, received_at, issued_at, valid_until, kind, verdict, reasons,
                    not_checked, divergence, reset_count, restart_count, clock, firmware_version, attest, signature,
                    pcrs, firmware_log, userspace_log, ima_chain, ima_from, ima_to, incomplete_logs, reference_sets,
                    claimed_facts, result, matched, notes, not_checked_events, fingerprint)
                values (:id, :host, :now, :issuedAt, :validUntil, :kind, :verdict, :reasons::jsonb,
                    :notChecked::jsonb, :divergence::jsonb, :resetCount, :restartCount, :clock, :firmwareVersion,
                    :attest, :signature, :pcrs::jsonb, :firmwareLog, :userspaceLog, :imaChain, :imaFrom, :imaTo,
                    :incompleteLogs::jsonb, :sets::jsonb, :facts::jsonb, :result, :matched::jsonb,
                    :notes::jsonb, :notCheckedEvents::jsonb, :fingerprint)""");
        judgement
                .bind(insert, appraisal, ruling.golden())
                .param("id", ruling.id())
                .param("host", ruling.host().id())
                .param("now", ruling.at().atOffset(ZoneOffset.UTC))
                .param("issuedAt", evidence.challenge().issuedAt().atOffset(ZoneOffset.UTC))
                .param("validUntil", ruling.validUntil().atOffset(ZoneOffset.UTC))
                .param("kind", ruling.kind())
                .param("resetCount", at.resetCount())
                .param("restartCount", at.restartCount())
                .param("clock", at.clock())
                .param("firmwareVersion", Long.toHexString(evidence.quote().firmwareVersion()))
                .param("attest", evidence.sent().attest().toArray())
                .param("signature", evidence.sent().signature().toArray())
                .param("pcrs", json.writeValueAsString(byBank(evidence.sent().pcrs())))
                .param("firmwareLog", evidence.logs().firmwareSha256().toArray())
                .param(
                        "userspaceLog",
                        evidence.logs()
                                .userspaceContent()
                                .map(HashAlgorithm.SHA256::hash)
                                .map(Bytes::toArray)
                                .orElse(null))
                .param("imaChain", ima.map(UsedIma::chain).orElse(null))
                .param("imaFrom", ima.map(UsedIma::from).orElse(null))
                .param("imaTo", ima.map(UsedIma::to).orElse(null))
                .param(
                        "incompleteLogs",
                        json.writeValueAsString(appraisal.cut().stream()
                                .map(CutLog::word)
                                .sorted()
                                .toList()))
                .param(
                        "facts",
                        evidence.facts() == null ? null : evidence.facts().toString())
                .param("result", result)
                .update();
    }

    private static Map<String, Map<String, String>> byBank(PcrValues values) {
        Map<String, Map<String, String>> banks = new LinkedHashMap<>();
        values.banks().forEach((bank, pcrs) -> {
            Map<String, String> indexed = new LinkedHashMap<>();
            pcrs.forEach((pcr, value) -> indexed.put(Integer.toString(pcr), value.toHex()));
            banks.put(bank.bank(), indexed);
        });
        return banks;
    }
}
