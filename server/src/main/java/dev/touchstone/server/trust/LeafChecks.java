package dev.touchstone.server.trust;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** What an EK certificate must be, whoever signed it (TCG EK Credential Profile for TPM 2.0, §3.2). */
final class LeafChecks {

    private static final int KEY_ENCIPHERMENT = 2;
    private static final int KEY_AGREEMENT = 4;
    private static final int KEY_CERT_SIGN = 5;

    private LeafChecks() {}

    static List<EkDefect> defects(X509Certificate leaf, SubjectKey challenged) {
        List<EkDefect> defects = new ArrayList<>();
        checkKey(leaf, challenged, defects);
        boolean[] usage = leaf.getKeyUsage();
        if (leaf.getBasicConstraints() >= 0 || (usage != null && usage[KEY_CERT_SIGN])) {
            defects.add(new EkDefect(
                    EkDefect.IS_CA,
                    "A CA certificate was sent as the EK certificate.",
                    "an end-entity certificate",
                    "CA certificate " + Certificates.subject(leaf)));
        }
        KeyUsages.excludingEk(leaf)
                .ifPresent(purposes -> defects.add(new EkDefect(
                        EkDefect.USAGE,
                        "The certificate is for other purposes than an endorsement key.",
                        KeyUsages.EK_CERTIFICATE + " among its extended key usages",
                        String.join(", ", purposes))));
        if (usage != null && !usage[KEY_ENCIPHERMENT] && !usage[KEY_AGREEMENT]) {
            defects.add(new EkDefect(
                    EkDefect.USAGE,
                    "The certificate is for a key that signs; an endorsement key decrypts.",
                    "keyEncipherment or keyAgreement",
                    "a key usage without either"));
        }
        return defects;
    }

    private static void checkKey(X509Certificate leaf, SubjectKey challenged, List<EkDefect> defects) {
        try {
            SubjectKey certified = SubjectKey.read(Bytes.of(leaf.getPublicKey().getEncoded()));
            if (!certified.equals(challenged)) {
                defects.add(new EkDefect(
                        EkDefect.OTHER_KEY,
                        "The certificate is of another key than the endorsement key sent.",
                        challenged.toString(),
                        certified.toString()));
            }
        } catch (MalformedException e) {
            defects.add(new EkDefect(
                    EkDefect.MALFORMED,
                    "The certificate's public key cannot be read.",
                    "a SubjectPublicKeyInfo with an RSA or EC key",
                    Text.line(e)));
        }
    }
}
