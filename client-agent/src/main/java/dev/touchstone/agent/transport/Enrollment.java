package dev.touchstone.agent.transport;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.touchstone.agent.tpm.EndorsementKey;
import dev.touchstone.bytes.Bytes;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The messages of an enrolment: a request, a credential to activate, and the proof that it was. */
public final class Enrollment {

    private Enrollment() {}

    /** {@code POST /api/v1/enrollments}. Name and labels are claims. */
    public record Request(
            String host,
            Ek ek,
            Ak ak,
            @Nullable String token,
            @Nullable Map<String, String> labels) {

        record Ek(@JsonProperty("public") String publicArea, List<String> certificates) {}

        record Ak(@JsonProperty("public") String publicArea) {}

        /** The request that enrols a host. */
        public static Request of(
                String host, EndorsementKey ek, Bytes ak, @Nullable String token, Map<String, String> labels) {
            return new Request(
                    host,
                    new Ek(
                            ek.publicArea().toBase64(),
                            ek.certificates().stream().map(Bytes::toBase64).toList()),
                    new Ak(ak.toBase64()),
                    token,
                    labels.isEmpty() ? null : labels);
        }
    }

    /**
     * A secret for the TPM that holds both keys.
     *
     * @param enrollment what to name when answering
     * @param credential TPM2B_ID_OBJECT
     * @param encryptedSecret TPM2B_ENCRYPTED_SECRET
     */
    public record Credential(UUID enrollment, Bytes credential, Bytes encryptedSecret) {}

    record CredentialMessage(
            @Nullable UUID enrollment, @Nullable Blobs credential) {

        record Blobs(@Nullable String blob, @Nullable String secret) {}

        Credential checked() throws ExchangeException {
            Blobs blobs = Base64Field.required(credential, "credential");
            return new Credential(
                    Base64Field.required(enrollment, "enrollment"),
                    Base64Field.decode(blobs.blob(), "credential.blob"),
                    Base64Field.decode(blobs.secret(), "credential.secret"));
        }
    }

    record ActivationMessage(String secret) {}

    /**
     * The host that now exists.
     *
     * @param hostId its id
     * @param state {@code ACTIVE} or {@code AWAITING_APPROVAL}
     * @param ak the Name of its attestation key in hex
     */
    public record Activated(UUID hostId, String state, String ak) {}

    record ActivatedMessage(
            @Nullable UUID hostId,
            @Nullable String state,
            @Nullable String ak) {

        Activated checked() throws ExchangeException {
            return new Activated(
                    Base64Field.required(hostId, "hostId"),
                    Base64Field.required(state, "state"),
                    Base64Field.required(ak, "ak"));
        }
    }
}
