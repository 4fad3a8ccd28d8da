package dev.touchstone.server.reference;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.reference.Component;
import dev.touchstone.reference.ReferenceSet;
import dev.touchstone.server.audit.AuditLog;
import dev.touchstone.server.problem.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Drafts versions of reference sets, wherever their components come from. */
@Service
public class VersionDrafts {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,126}[a-z0-9])?");

    /** Characters of a version as JSON: a few hundred images. */
    private static final int MAX_CONTENT = 32 << 20;

    private final JdbcClient jdbc;
    private final ReferenceVersionRepository versions;
    private final ComponentJson components;
    private final JsonMapper json;
    private final AuditLog audit;
    private final Clock clock;

    VersionDrafts(
            JdbcClient jdbc,
            ReferenceVersionRepository versions,
            ComponentJson components,
            JsonMapper json,
            AuditLog audit,
            Clock clock) {
        this.jdbc = jdbc;
        this.versions = versions;
        this.components = components;
        this.json = json;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What to draft.
     *
     * @param name the set
     * @param selector the granted labels of the hosts it is for
     * @param components what it owns
     * @param provenance where they come from
     */
    public record Draft(
            String name, Map<String, String> selector, List<Component> components, Map<String, String> provenance) {}

    /**
     * Drafts the next version of a set.
     *
     * @throws Refusal if it is none
     */
    @Transactional
    public DraftedVersion draft(Draft draft, String author) {
        ReferenceVersion version = save(draft, author);
        return new DraftedVersion(
                draft.name(),
                version.id().number(),
                draft.components().stream().map(Component::id).toList());
    }

    @Transactional
    public ReferenceVersion save(Draft draft, String author) {
        requireName(draft.name());
        Instant now = clock.instant();
        ReferenceVersionId id = new ReferenceVersionId(draft.name(), nextNumber(draft.name(), author, now));
        requireWhole(draft, id);
        String content = components.write(draft.components());
        if (content.length() > MAX_CONTENT) {
            throw new Refusal(413, "reference-too-large", "A version has at most 32 MiB of components.");
        }
        ReferenceVersion version = new ReferenceVersion(
                id,
                new ReferenceVersion.Content(
                        Map.copyOf(draft.selector()), content, digest(draft.selector(), content), draft.provenance()),
                author,
                now);
        versions.save(version);
        audit.record(author, "reference.draft", "reference-set/" + id, null, ReferenceSets.told(version));
        return version;
    }

    /** Whether something that people name may be called so: a set, or a rule of coverage. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private static void requireName(String name) {
        if (!isName(name)) {
            throw new Refusal(
                    400,
                    "reference-name-invalid",
                    "A set's name has 1 to 128 lower-case letters, digits, dots, hyphens and underscores.");
        }
    }

    private static void requireWhole(Draft draft, ReferenceVersionId id) {
        if (draft.components().isEmpty()) {
            throw new Refusal(422, "reference-invalid", "A version owns at least one component.");
        }
        try {
            new ReferenceSet(draft.name(), id.number(), draft.selector(), draft.components());
        } catch (IllegalArgumentException e) {
            throw new Refusal(422, "reference-invalid", "The version cannot be: " + e.getMessage() + ".");
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
}
