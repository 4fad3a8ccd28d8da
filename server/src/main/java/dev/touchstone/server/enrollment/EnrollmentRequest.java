package dev.touchstone.server.enrollment;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.touchstone.bytes.Bytes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/v1/enrollments}.
 *
 * @param host what the agent calls itself: a claim
 * @param ek the endorsement key and whatever certificates its TPM holds
 * @param token an enrolment token
 * @param labels what the agent says of itself: claims
 */
record EnrollmentRequest(
        String host,
        Ek ek,
        Ak ak,
        @Nullable String token,
        @Nullable Map<String, String> labels) {

    /**
     * An endorsement key.
     *
     * @param publicArea TPM2B_PUBLIC
     * @param certificates leaf first, then intermediates; may be empty
     */
    record Ek(
            @JsonProperty("public") Bytes publicArea,
            @Nullable List<Bytes> certificates) {}

    /**
     * An attestation key.
     *
     * @param publicArea TPM2B_PUBLIC
     */
    record Ak(@JsonProperty("public") Bytes publicArea) {}
}
