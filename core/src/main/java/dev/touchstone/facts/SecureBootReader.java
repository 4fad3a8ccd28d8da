package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.event.AuthorityValue;
import dev.touchstone.event.EventContent;
import dev.touchstone.event.VariableValue;
import dev.touchstone.uefi.Certificate;
import dev.touchstone.uefi.Guid;
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
            switch (signature) {
                case Signature.X509(var owner, var certificate) -> certificates.add(certificate(owner, certificate));
                case Signature.Sha256(var _, var digest) -> hashes.add(digest);
                case Signature.Other _ -> {
                    // counted below
                }
            }
        }
        int others = database.entries().size() - certificates.size() - hashes.size();
        return new SecureBoot.Store(name, event, certificates, hashes, others);
    }

    private static SecureBoot.Certificate certificate(Guid owner, Certificate certificate) {
        return new SecureBoot.Certificate(certificate.subject(), certificate.issuer(), certificate.sha256(), owner);
    }

    private List<SecureBoot.Authority> authorities() {
        List<SecureBoot.Authority> authorities = new ArrayList<>();
        measurements.bound(PCR, EventContent.Authority.class).forEach(authority -> {
            if (authority.content().value() instanceof AuthorityValue.Vouching(Signature signature)) {
                authorities.add(authority(
                        authority.content().variable().name(),
                        authority.measurement().index(),
                        signature));
            }
        });
        return authorities;
    }

    private static SecureBoot.Authority authority(String variable, int event, Signature signature) {
        return switch (signature) {
            case Signature.X509(var owner, var certificate) ->
                new SecureBoot.Authority(
                        variable, event, Optional.of(certificate(owner, certificate)), Optional.empty());
            case Signature.Sha256(var _, var digest) ->
                new SecureBoot.Authority(variable, event, Optional.empty(), Optional.of(digest));
            case Signature.Other _ -> new SecureBoot.Authority(variable, event, Optional.empty(), Optional.empty());
        };
    }
}
