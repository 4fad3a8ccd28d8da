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
            case DRAFT -> throw new IllegalArgumentException("nothing becomes a draft");
            case PROPOSED -> proposedAt = now;
            case APPROVED -> approvedAt = now;
            case RETIRED -> retiredAt = now;
        }
        return true;
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

    @Nullable
    Instant retiredAt() {
        return retiredAt;
    }

    @Nullable
    Instant approvedAt() {
        return approvedAt;
    }
}
