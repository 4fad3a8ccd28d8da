package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.event.AuthorityValue;
import dev.touchstone.event.EventContent;
import dev.touchstone.event.VariableValue;
import dev.touchstone.uefi.Signature;
import dev.touchstone.uefi.SignatureDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads PCR 7. An event's type can be forged, so SecureBoot counts only where the firmware alone can have measured it:
 * once, before the digest that ends its stage.
 */
final class SecureBootReader {

    static final int PCR = 7;

    private final Measurements measurements;

    SecureBootReader(Measurements measurements) {
        this.measurements = measurements;
    }

    SecureBoot read() {
        return new SecureBoot(
                measurements.readWhole(PCR),
                flag("SecureBoot"),
                flag("SetupMode"),
                flag("AuditMode"),
                flag("DeployedMode"),
                stores(),
                authorities());
    }

    private Optional<Boolean> flag(String name) {
        List<Measurements.Bound<EventContent.Variable>> found = flags(measurements, name);
        return found.size() == 1 && before(found.getFirst().measurement())
                ? Optional.of(((VariableValue.Flag) found.getFirst().content().value()).on())
                : Optional.empty();
    }

    static List<Measurements.Bound<EventContent.Variable>> flags(Measurements measurements, String name) {
        return measurements
                .bound(PCR, EventContent.Variable.class)
                .filter(v -> v.content().value() instanceof VariableValue.Flag)
                .filter(v -> v.content().variable().name().equals(name))
                .toList();
    }

    private boolean before(Measurement measurement) {
        return measurements.beforeSeparator(measurement);
    }

    private List<SecureBoot.Store> stores() {
        List<SecureBoot.Store> stores = new ArrayList<>();
        measurements.bound(PCR, EventContent.Variable.class).forEach(variable -> {
            if (variable.content().value() instanceof VariableValue.Keys(SignatureDatabase database)
                    && before(variable.measurement())) {
                stores.add(store(
                        variable.content().variable().name(),
                        variable.measurement().index(),
                        database));
            }
        });
        return stores;
    }

    private static SecureBoot.Store store(String name, int event, SignatureDatabase database) {
        List<SecureBoot.Certificate> certificates = new ArrayList<>();
        List<Bytes> hashes = new ArrayList<>();
        for (Signature signature : database.entries()) {
            certificate(signature).ifPresent(certificates::add);
            hash(signature).ifPresent(hashes::add);
        }
        int others = database.entries().size() - certificates.size() - hashes.size();
        return new SecureBoot.Store(name, event, certificates, hashes, others);
    }

    private static Optional<SecureBoot.Certificate> certificate(Signature signature) {
        return signature instanceof Signature.X509(var owner, var certificate)
                ? Optional.of(new SecureBoot.Certificate(
                        certificate.subject(), certificate.issuer(), certificate.sha256(), owner))
                : Optional.empty();
    }

    private static Optional<Bytes> hash(Signature signature) {
        return signature instanceof Signature.Sha256(var _, var digest) ? Optional.of(digest) : Optional.empty();
    }

    private List<SecureBoot.Authority> authorities() {
        List<SecureBoot.Authority> authorities = new ArrayList<>();
        measurements.bound(PCR, EventContent.Authority.class).forEach(authority -> {
            if (authority.content().value() instanceof AuthorityValue.Vouching(Signature signature)) {
                authorities.add(new SecureBoot.Authority(
                        authority.content().variable().name(),
                        authority.measurement().index(),
                        certificate(signature),
                        hash(signature)));
            }
        });
        return authorities;
    }
}
