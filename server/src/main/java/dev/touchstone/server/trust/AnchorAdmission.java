package dev.touchstone.server.trust;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * Decides what becomes of one certificate an administrator imports.
 *
 * @param manifest the roots recognised
 * @param acceptUnrecognised whether the administrator vouches for roots the manifest does not know
 * @param virtual whether TPMs below such a root are software; only a recognised root says so itself
 */
record AnchorAdmission(RootManifest manifest, boolean acceptUnrecognised, boolean virtual) {

    /** The maker shown for a root that an administrator alone vouches for, whatever its subject claims. */
    static final String UNRECOGNISED = "unrecognised";

    private static final String NAME_CONSTRAINTS = "2.5.29.30";

    /** The decision. */
    sealed interface Decision {

        record Accepted(Anchor anchor) implements Decision {}

        /**
         * Not imported.
         *
         * @param code stable, for programs
         * @param detail a sentence for a person
         */
        record Refused(String code, String detail) implements Decision {}
    }

    Decision decide(X509Certificate certificate) {
        if (!Certificates.isCa(certificate)) {
            return new Decision.Refused("not-a-ca", "It is not a CA certificate, so nothing can lead to it.");
        }
        if (!Certificates.signingKeyIsSound(certificate.getPublicKey())) {
            return new Decision.Refused("weak-key", "Its key is not RSA of 2048 to 8192 bits or EC of 256 and more.");
        }
        return Certificates.selfSigned(certificate)
                ? decideRoot(certificate)
                : new Decision.Accepted(Anchor.of(certificate, Anchor.Role.INTERMEDIATE, Anchor.Label.UNKNOWN));
    }

    private Decision decideRoot(X509Certificate root) {
        if (root.getExtensionValue(NAME_CONSTRAINTS) != null) {
            return new Decision.Refused(
                    "unsupported-constraint", "It limits names (nameConstraints), which is not enforced for a root.");
        }
        Optional<Anchor.Label> recognised = manifest.recognise(Certificates.fingerprint(root));
        if (recognised.isEmpty() && !acceptUnrecognised) {
            return new Decision.Refused(
                    "unrecognised-root",
                    "No maker's root with this fingerprint is known; compare it with what the maker publishes, then"
                            + " import with acceptUnrecognised.");
        }
        Anchor.Label label = recognised.orElseGet(() -> new Anchor.Label(UNRECOGNISED, virtual, false));
        return new Decision.Accepted(Anchor.of(root, Anchor.Role.ROOT, label));
    }
}
