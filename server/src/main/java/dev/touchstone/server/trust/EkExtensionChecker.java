package dev.touchstone.server.trust;

import java.security.cert.Certificate;
import java.security.cert.PKIXCertPathChecker;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the JDK's path validation which critical extensions are handled elsewhere. TCG EK certificates have a critical
 * subjectAltName when their subject is empty (RFC 5280 §4.1.2.6) and often a critical extendedKeyUsage (TCG EK
 * Credential Profile for TPM 2.0, §3.2); {@link LeafChecks} and {@link ChainChecks} read both. Any other unknown
 * critical extension still refuses the chain.
 */
final class EkExtensionChecker extends PKIXCertPathChecker {

    private static final String SUBJECT_ALT_NAME = "2.5.29.17";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final Set<String> HANDLED = Set.of(SUBJECT_ALT_NAME, EXTENDED_KEY_USAGE);

    @Override
    public void init(boolean forward) {
        // Nothing is remembered from one certificate to the next.
    }

    @Override
    public boolean isForwardCheckingSupported() {
        return true;
    }

    @Override
    public Set<String> getSupportedExtensions() {
        return HANDLED;
    }

    @Override
    public void check(Certificate certificate, @Nullable Collection<String> unresolved) {
        if (unresolved != null) {
            unresolved.removeAll(HANDLED);
        }
    }
}
