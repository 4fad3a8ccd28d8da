package dev.touchstone.server.enrollment;

import dev.touchstone.bytes.Bytes;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** An EK that inventory knows: whoever holds it is this host, with or without a certificate. */
@Entity
@Table(name = "ek_pin")
@SuppressWarnings("UnusedVariable") // some columns are only ever written here
class EkPin {

    @Id
    @Column(name = "ek_spki_sha256")
    private byte[] ekSpkiSha256 = {};

    private String hostName = "";

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> labels = Map.of();

    private Instant createdAt = Instant.EPOCH;

    private String createdBy = "";

    protected EkPin() {}

    EkPin(byte[] ekSpkiSha256, String hostName, Map<String, String> labels, Instant createdAt, String createdBy) {
        this.ekSpkiSha256 = ekSpkiSha256.clone();
        this.hostName = hostName;
        this.labels = Map.copyOf(labels);
        this.createdAt = createdAt;
        this.createdBy = createdBy;
    }

    Bytes key() {
        return Bytes.of(ekSpkiSha256);
    }

    String hostName() {
        return hostName;
    }

    Map<String, String> labels() {
        return Map.copyOf(labels);
    }

    boolean says(String otherName, Map<String, String> otherLabels) {
        return hostName.equals(otherName) && labels.equals(otherLabels);
    }

    void change(String newName, Map<String, String> newLabels) {
        hostName = newName;
        labels = Map.copyOf(newLabels);
    }
}
