package dev.touchstone.agent.transport;

import dev.touchstone.agent.tpm.SignedCertification;
import dev.touchstone.bytes.Bytes;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The messages that register a client key. */
public final class ClientKeyRegistration {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{2,128}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?");

    private ClientKeyRegistration() {}

    record Request(String challenge, String key, Parts certification) {

        record Parts(String attest, String signature) {}

        static Request of(Challenge challenge, Bytes publicArea, SignedCertification signed) {
            return new Request(
                    challenge.challenge(),
                    publicArea.toBase64(),
                    new Parts(signed.attest().toBase64(), signed.signature().toBase64()));
        }
    }

    /**
     * The key as the server knows it now.
     *
     * @param keyIdentifier the subject key identifier that its certificates have (RFC 5280 §4.2.1.2, method 1), hex
     * @param spkiSha256 SHA-256 of its SubjectPublicKeyInfo, hex
     * @param host the name the host was granted
     */
    public record Registered(String keyIdentifier, String spkiSha256, Optional<String> host) {}

    record Message(
            @Nullable String keyIdentifier,
            @Nullable String spkiSha256,
            @Nullable String host) {

        Registered checked() throws ExchangeException {
            return new Registered(
                    matching(HEX, Base64Field.required(keyIdentifier, "keyIdentifier"), "keyIdentifier"),
                    matching(HEX, Base64Field.required(spkiSha256, "spkiSha256"), "spkiSha256"),
                    host == null ? Optional.empty() : Optional.of(matching(NAME, host, "host")));
        }

        /** It is printed, and the name goes into a certificate. */
        private static String matching(Pattern pattern, String text, String field) throws ExchangeException {
            if (!pattern.matcher(text).matches()) {
                throw new ExchangeException.Incomprehensible("the server's '" + field + "' makes no sense");
            }
            return text;
        }
    }
}
