package dev.touchstone.facts;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.event.AuthorityValue;
import dev.touchstone.event.EventContent;
import dev.touchstone.event.VariableValue;
import dev.touchstone.uefi.Certificate;
import dev.touchstone.uefi.Guid;
import dev.touchstone.uefi.Signature;
import dev.touchstone.uefi.SignatureDatabase;
import dev.touchstone.uefi.UefiVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads PCR 7. An event's type and data can be forged, so a switch counts only where the firmware alone can have
 * measured it: once by its digest, before the digest that ends the firmware's stage.
 */
final class SecureBootReader {

    static final int PCR = 7;

    private final Measurements measurements;

    SecureBootReader(Measurements measurements) {
        this.measurements = measurements;
    }

    SecureBoot read() {
        return new SecureBoot(
                !measurements.of(PCR).isEmpty() && measurements.readWhole(PCR, SecureBootReader::isRead),
                flag(KnownFlag.SECURE_BOOT),
                flag(KnownFlag.SETUP_MODE),
                flag(KnownFlag.AUDIT_MODE),
                flag(KnownFlag.DEPLOYED_MODE),
                stores(),
                authorities());
    }

    /**
     * Whether all it says is known: of anything but a variable, a separator or a text, what is bound is not what a
     * variable would be read from.
     */
    static boolean isRead(Measurement measurement) {
        return Known.isSeparator(measurement)
                || measurement.boundContent().filter(SecureBootReader::isOfPcr7).isPresent();
    }

    private static boolean isOfPcr7(EventContent content) {
        return switch (content) {
            case EventContent.Variable _, EventContent.Authority _, EventContent.Separator _ -> true;
            case EventContent.Action(String action) -> action.chars().allMatch(c -> c >= ' ' && c <= '~');
            default -> false;
        };
    }

    private Optional<Boolean> flag(KnownFlag flag) {
        List<Measurement> found = flag.in(measurements.of(PCR));
        return found.size() == 1 && found.getFirst().bound() && before(found.getFirst())
                ? flag.value(found.getFirst())
                : Optional.empty();
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

    /** All that stands where an authority does: one that cannot be read vouched for an image no less. */
    private List<SecureBoot.Authority> authorities() {
        return measurements.of(PCR).stream()
                .flatMap(m -> m.boundContent().flatMap(c -> authority(m.index(), c)).stream())
                .toList();
    }

    private static Optional<SecureBoot.Authority> authority(int event, EventContent content) {
        return switch (content) {
            case EventContent.Authority(var variable, AuthorityValue.Vouching(Signature signature)) ->
                Optional.of(authority(variable.name(), event, signature));
            case EventContent.Authority(var variable, VariableValue.Opaque _) ->
                Optional.of(unreadable(variable.name(), event));
            case EventContent.Variable(var variable, VariableValue.Opaque _) ->
                Optional.of(variable.vendor())
                        .filter(UefiVariable.EFI_IMAGE_SECURITY_DATABASE::equals)
                        .map(_ -> unreadable(variable.name(), event));
            default -> Optional.empty();
        };
    }

    private static SecureBoot.Authority unreadable(String variable, int event) {
        return new SecureBoot.Authority(variable, event, Optional.empty(), Optional.empty());
    }

    private static SecureBoot.Authority authority(String variable, int event, Signature signature) {
        return switch (signature) {
            case Signature.X509(var owner, var certificate) ->
                new SecureBoot.Authority(
                        variable, event, Optional.of(certificate(owner, certificate)), Optional.empty());
            case Signature.Sha256(var _, var digest) ->
                new SecureBoot.Authority(variable, event, Optional.empty(), Optional.of(digest));
            case Signature.Other _ -> unreadable(variable, event);
        };
    }
}
