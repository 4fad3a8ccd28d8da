package dev.touchstone.server.enrollment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A bearer's right to enrol hosts: so many, until then, with these labels. Only its digest is kept. */
@Entity
@Table(name = "enrollment_token")
@SuppressWarnings("UnusedVariable") // some columns are only ever written here
class EnrollmentToken {

    @Id
    private UUID id = new UUID(0, 0);

    @Column(name = "token_sha256")
    private byte[] tokenSha256 = {};

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> labels = Map.of();

    private int usesLeft;

    private Instant expiresAt = Instant.EPOCH;

    private @Nullable String namePattern;

    private @Nullable String cidr;

    private Instant createdAt = Instant.EPOCH;

    private String createdBy = "";

    protected EnrollmentToken() {}

    EnrollmentToken(UUID id, byte[] tokenSha256, EnrollmentTokens.Order order, Instant createdAt, String createdBy) {
        this.id = id;
        this.tokenSha256 = tokenSha256.clone();
        this.labels = Map.copyOf(order.labels());
        this.usesLeft = order.uses();
        this.expiresAt = order.expiresAt();
        this.namePattern = order.namePattern();
        this.cidr = order.cidr();
        this.createdAt = createdAt;
        this.createdBy = createdBy;
    }

    UUID id() {
        return id;
    }

    Map<String, String> labels() {
        return Map.copyOf(labels);
    }

    boolean isUsable(Instant now) {
        return usesLeft > 0 && now.isBefore(expiresAt);
    }

    /** Whether it may name a host so: by its pattern, or, without one, any name. */
    boolean allowsName(String name) {
        return namePattern == null || NamePattern.of(namePattern).matches(name);
    }

    boolean allowsSource(String address) {
        return cidr == null || Cidr.of(cidr).contains(address);
    }
}
