package dev.touchstone.event;

import dev.touchstone.uefi.Signature;
import dev.touchstone.uefi.SignatureDatabase;
import java.util.List;
import java.util.stream.Collectors;

/** Keys and revocations in words: certificates by subject, hashes by number. */
final class SignatureWords {

    private static final int SUBJECTS_SHOWN = 4;

    private SignatureWords() {}

    static String of(SignatureDatabase database) {
        if (database.entries().isEmpty()) {
            return " (empty)";
        }
        List<Signature> named = database.entries().stream()
                .filter(s -> s instanceof Signature.X509)
                .toList();
        int others = database.entries().size() - named.size();
        String subjects =
                named.stream().limit(SUBJECTS_SHOWN).map(SignatureWords::of).collect(Collectors.joining(", "));
        String more = named.size() > SUBJECTS_SHOWN
                ? " and " + Count.of(named.size() - SUBJECTS_SHOWN, "certificate") + " more"
                : "";
        String hashes = others == 0 ? "" : (named.isEmpty() ? "" : ", ") + Count.of(others, "hash");
        return ": " + subjects + more + hashes;
    }

    static String of(Signature signature) {
        return switch (signature) {
            case Signature.X509 x509 -> EventString.quote(x509.certificate().subject());
            case Signature.Sha256 hash -> "hash " + hash.digest();
            case Signature.Other other ->
                "signature of type " + other.type() + " (" + other.data().length() + " bytes)";
        };
    }
}
