package dev.touchstone.server.enrollment;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Map;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** An EK that inventory knows: whoever holds it is this host, with or without a certificate. */
@Entity
@Table(name = "ek_pin")
@SuppressWarnings("UnusedVariable") // the key is only looked up by
class EkPin {

    @Id
    @Column(name = "ek_spki_sha256")
    private byte[] ekSpkiSha256 = {};

    private String hostName = "";

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> labels = Map.of();

    protected EkPin() {}

    String hostName() {
        return hostName;
    }

    Map<String, String> labels() {
        return Map.copyOf(labels);
    }
}
