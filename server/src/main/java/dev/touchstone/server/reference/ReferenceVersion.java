package dev.touchstone.server.reference;

import dev.touchstone.bytes.Bytes;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A version of a reference set. Its content never changes, which the database sees to; its state only moves on. */
@Entity
@Table(name = "reference_version")
class ReferenceVersion {

    @EmbeddedId
    private ReferenceVersionId id = new ReferenceVersionId("", 0);

    @Convert(converter = VersionStateColumn.class)
    private VersionState state = VersionState.DRAFT;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> selector = Map.of();

    @JdbcTypeCode(SqlTypes.JSON)
    private String components = "";

    @Column(name = "content_sha256")
    private byte[] contentSha256 = {};

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> provenance = Map.of();

    private String author = "";

    private Instant createdAt = Instant.EPOCH;

    private @Nullable Instant proposedAt;

    private @Nullable Instant approvedAt;

    private @Nullable Instant retiredAt;

    private @Nullable Instant retiresAt;

    @Version
    private int version;

    protected ReferenceVersion() {}

    ReferenceVersion(ReferenceVersionId id, Content content, String author, Instant createdAt) {
        this.id = id;
        this.selector = content.selector();
        this.components = content.components();
        this.contentSha256 = content.sha256().toArray();
        this.provenance = content.provenance();
        this.author = author;
        this.createdAt = createdAt;
    }

    /**
     * What an approval is about.
     *
     * @param components as JSON
     * @param sha256 digest of selector and components
     */
    record Content(Map<String, String> selector, String components, Bytes sha256, Map<String, String> provenance) {}

    /** Moves on, if it stands where it must. */
    boolean advance(VersionState from, VersionState to, Instant now) {
        if (state != from) {
            return false;
        }
        state = to;
        switch (to) {
            case DRAFT -> proposedAt = null;
            case PROPOSED -> proposedAt = now;
            case APPROVED -> approvedAt = now;
            case RETIRED -> retiredAt = now;
        }
        return true;
    }

    /** Its state at a moment: what retires at a date needs nobody to retire it then. */
    VersionState stateAt(Instant now) {
        boolean over = state == VersionState.APPROVED && retiresAt != null && !now.isBefore(retiresAt);
        return over ? VersionState.RETIRED : state;
    }

    void retiresAt(Instant at) {
        retiresAt = at;
    }

    /** The entity tag of content and state (RFC 9110 §8.8.3). */
    String entityTag() {
        return "\"" + contentSha256().toHex() + "-" + state.word() + "\"";
    }

    ReferenceVersionId id() {
        return id;
    }

    VersionState state() {
        return state;
    }

    Map<String, String> selector() {
        return selector;
    }

    String components() {
        return components;
    }

    Bytes contentSha256() {
        return Bytes.of(contentSha256);
    }

    Map<String, String> provenance() {
        return provenance;
    }

    String author() {
        return author;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable
    Instant proposedAt() {
        return proposedAt;
    }

    /** From when on it is not golden, if that is settled. */
    @Nullable
    Instant retiresAt() {
        return retiresAt;
    }

    @Nullable
    Instant retiredAt() {
        return retiredAt;
    }

    @Nullable
    Instant approvedAt() {
        return approvedAt;
    }
}
