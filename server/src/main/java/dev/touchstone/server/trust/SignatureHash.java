package dev.touchstone.server.trust;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;

/** The hash a certificate's signature is made over. */
final class SignatureHash {

    private static final String RSASSA_PSS = "1.2.840.113549.1.1.10";

    private SignatureHash() {}

    static boolean isSha1(X509Certificate certificate) {
        if (certificate.getSigAlgOID().equals(RSASSA_PSS)) {
            return pssHashIsSha1(certificate);
        }
        return certificate.getSigAlgName().toUpperCase(Locale.ROOT).startsWith("SHA1");
    }

    /** SHA-1 is what RSASSA-PSS means where it does not say (RFC 4055 §3.1), so the unreadable counts as that. */
    private static boolean pssHashIsSha1(X509Certificate certificate) {
        byte[] encoded = certificate.getSigAlgParams();
        if (encoded == null) {
            return true;
        }
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            parameters.init(encoded);
            String digest = parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
            return digest.equals("SHA-1");
        } catch (GeneralSecurityException | IOException e) {
            return true;
        }
    }
}
