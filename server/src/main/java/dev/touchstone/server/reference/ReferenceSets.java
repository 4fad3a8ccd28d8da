package dev.touchstone.server.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.reference.Capture;
import dev.touchstone.reference.Component;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Drafts versions of reference sets and finds them; what moves them on is {@link Approvals}' part. */
@Service
class ReferenceSets {

    private final JdbcClient jdbc;
    private final ReferenceVersionRepository versions;
    private final BootEvidence evidence;
    private final ComponentJson components;
    private final JsonMapper json;
    private final AuditLog audit;
    private final Clock clock;

    ReferenceSets(
            JdbcClient jdbc,
            ReferenceVersionRepository versions,
            BootEvidence evidence,
            ComponentJson components,
            JsonMapper json,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.versions = versions;
        this.evidence = evidence;
        this.components = components;
        this.json = json;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Drafts the next version of a set from what one boot measured.
     *
     * @param pcrs the PCRs to make golden; empty for every one that can be
     */
    @Transactional
    public ReferenceVersion capture(
            String name, UUID attestation, Collection<Integer> pcrs, Map<String, String> selector, String author) {
        BootEvidence.Boot boot = evidence.open(attestation);
        List<Component> captured = captured(boot, pcrs);
        Instant now = clock.instant();
        int number = nextNumber(name, author, now);
        String content = components.write(captured);
        ReferenceVersion version = new ReferenceVersion(
                new ReferenceVersionId(name, number),
                new ReferenceVersion.Content(
                        Map.copyOf(selector),
                        content,
                        digest(selector, content),
                        Map.of(
                                "kind", "captured",
                                "attestation", attestation.toString(),
                                "hostId", boot.hostId().toString(),
                                "host", boot.hostName())),
                author,
                now);
        versions.save(version);
        audit.record(author, "reference.draft", "reference-set/" + version.id(), null, told(version));
        return version;
    }

    private static List<Component> captured(BootEvidence.Boot boot, Collection<Integer> pcrs) {
        if (!boot.incompleteLogs().isEmpty()) {
            throw new Refusal(
                    422,
                    "log-incomplete",
                    "What was measured after the cut of a log is not known, and is made golden by nobody.");
        }
        Collection<Integer> wanted = pcrs.isEmpty() ? boot.capturable() : pcrs;
        try {
            if (!boot.capturable().containsAll(wanted)) {
                throw new IllegalArgumentException(
                        "PCRs that can be captured are " + boot.capturable() + ", asked for " + wanted);
            }
            return Capture.of(boot.replayed(), "captured from " + boot.hostName(), wanted);
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, "pcrs-not-capturable", e.getMessage() + ".");
        }
    }

    /** Two drafts of one set at once get two numbers. */
    private int nextNumber(String name, String author, Instant now) {
        jdbc.sql("insert into reference_set (name, created_at, created_by) values (?, ?, ?) on conflict do nothing")
                .params(name, now.atOffset(ZoneOffset.UTC), author)
                .update();
        jdbc.sql("select name from reference_set where name = ? for update")
                .param(name)
                .query(String.class)
                .single();
        return jdbc.sql("select coalesce(max(number), 0) + 1 from reference_version where set_name = ?")
                .param(name)
                .query(Integer.class)
                .single();
    }

    private Bytes digest(Map<String, String> selector, String content) {
        String labels = json.writeValueAsString(new TreeMap<>(selector));
        return HashAlgorithm.SHA256.hash(Bytes.ofUtf8(labels), Bytes.ofUtf8("\n"), Bytes.ofUtf8(content));
    }

    @Transactional(readOnly = true)
    public ReferenceVersion find(ReferenceVersionId id) {
        return versions.findById(id)
                .orElseThrow(() -> Refusal.notFound("There is no such version of a reference set."));
    }

    @Transactional(readOnly = true)
    public List<ReferenceVersion> versions(String name) {
        return versions.findVersions(name);
    }

    @Transactional(readOnly = true)
    public List<ReferenceVersion> all() {
        return versions.findAllVersions();
    }

    static Map<String, Object> told(ReferenceVersion version) {
        Map<String, Object> told = new TreeMap<>(Map.of(
                "state", version.state().word(),
                "selector", version.selector(),
                "contentSha256", version.contentSha256().toHex()));
        if (version.retiresAt() != null) {
            told.put("retiresAt", version.retiresAt());
        }
        return told;
    }
}
