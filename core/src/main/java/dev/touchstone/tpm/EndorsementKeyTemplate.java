package dev.touchstone.tpm;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.tpm.ObjectAttributes.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The default templates of endorsement keys (TCG EK Credential Profile for TPM Family 2.0, 2.5, Annex B). A key of
 * another shape might decrypt for whoever asks, and credential activation would then prove nothing.
 */
@SuppressWarnings("ImmutableEnumChecker") // Every field is an immutable value, though not annotated so.
public enum EndorsementKeyTemplate {
    /** Low range, RSA 2048. */
    L1("RSA 2048", HashAlgorithm.SHA256, Policies.A_SHA256, Policies.ADMIN_ONLY, 128),
    /** Low range, P-256. */
    L2("P-256", HashAlgorithm.SHA256, Policies.A_SHA256, Policies.ADMIN_ONLY, 128),
    /** High range, RSA 2048. */
    H1("RSA 2048", HashAlgorithm.SHA256, Policies.B_SHA256, Policies.USER_AND_ADMIN, 128),
    /** High range, P-256. */
    H2("P-256", HashAlgorithm.SHA256, Policies.B_SHA256, Policies.USER_AND_ADMIN, 128),
    /** High range, P-384. */
    H3("P-384", HashAlgorithm.SHA384, Policies.B_SHA384, Policies.USER_AND_ADMIN, 256),
    /** High range, RSA 3072. */
    H6("RSA 3072", HashAlgorithm.SHA384, Policies.B_SHA384, Policies.USER_AND_ADMIN, 256);

    private static final long EXPONENT = 65537;

    private final String kind;
    private final HashAlgorithm nameAlg;
    private final Bytes authPolicy;
    private final ObjectAttributes attributes;
    private final Symmetric symmetric;

    EndorsementKeyTemplate(
            String kind, HashAlgorithm nameAlg, Bytes authPolicy, ObjectAttributes attributes, int symmetricBits) {
        this.kind = kind;
        this.nameAlg = nameAlg;
        this.authPolicy = authPolicy;
        this.attributes = attributes;
        this.symmetric = new Symmetric.AesCfb(symmetricBits);
    }

    /** Everything in which {@code ek} differs from the template nearest to it; empty when it is one. */
    public static List<KeyDefect> check(TpmPublic ek) {
        return Arrays.stream(values())
                .filter(template -> template.kind.equals(ek.key().kind()))
                .map(template -> template.differences(ek))
                .min(Comparator.comparingInt(List::size))
                .orElseGet(() -> List.of(unknownKey(ek)));
    }

    private static KeyDefect unknownKey(TpmPublic ek) {
        String known = Arrays.stream(values())
                .map(template -> template.kind)
                .distinct()
                .collect(Collectors.joining(", "));
        return new KeyDefect(
                "ek-key-type",
                "no default template makes endorsement keys of this kind",
                known,
                ek.key().kind());
    }

    private List<KeyDefect> differences(TpmPublic ek) {
        List<KeyDefect> found = new ArrayList<>();
        compare("ek-name-alg", "nameAlg", nameAlg.jcaName(), ek.nameAlg().jcaName(), found);
        compare("ek-attributes", "attributes", attributes, ek.attributes(), found);
        compare("ek-auth-policy", "authPolicy", authPolicy, ek.authPolicy(), found);
        compare("ek-symmetric", "symmetric algorithm", symmetric, ek.symmetric(), found);
        compare("ek-scheme", "scheme", new Scheme.Unset(), ek.scheme(), found);
        if (ek.key() instanceof KeyMaterial.Rsa rsa) {
            compare("ek-exponent", "exponent", EXPONENT, rsa.exponent(), found);
        }
        return List.copyOf(found);
    }

    private void compare(String code, String field, Object expected, Object actual, List<KeyDefect> found) {
        if (!expected.equals(actual)) {
            found.add(new KeyDefect(
                    code,
                    "the endorsement key's " + field + " is not that of template " + this,
                    expected.toString(),
                    actual.toString()));
        }
    }

    /** {@code H-3}, as the profile names it. */
    @Override
    public String toString() {
        return name().charAt(0) + "-" + name().substring(1);
    }

    /** Annex B.6: PolicyA is PolicySecret of the endorsement hierarchy, PolicyB that or one an NV index authorises. */
    private static final class Policies {

        static final Bytes A_SHA256 = Bytes.ofHex("837197674484b3f81a90cc8d46a5d724fd52d76e06520b64f2a1da1b331469aa");
        static final Bytes B_SHA256 = Bytes.ofHex("ca3d0a99a2b93906f7a3342414efcfb3a385d44cd1fd459089d19b5071c0b7a0");
        static final Bytes B_SHA384 = Bytes.ofHex("b26e7d28d11a50bc53d882bcf5fd3a1a074148bb35d3b4e4"
                + "cb1c0ad9bde419cacb47ba09699646150f9fc000f3f80e12");

        static final ObjectAttributes ADMIN_ONLY = ObjectAttributes.of(
                Attribute.FIXED_TPM,
                Attribute.FIXED_PARENT,
                Attribute.SENSITIVE_DATA_ORIGIN,
                Attribute.ADMIN_WITH_POLICY,
                Attribute.RESTRICTED,
                Attribute.DECRYPT);
        static final ObjectAttributes USER_AND_ADMIN = ObjectAttributes.of(
                Attribute.FIXED_TPM,
                Attribute.FIXED_PARENT,
                Attribute.SENSITIVE_DATA_ORIGIN,
                Attribute.USER_WITH_AUTH,
                Attribute.ADMIN_WITH_POLICY,
                Attribute.RESTRICTED,
                Attribute.DECRYPT);
    }
}
