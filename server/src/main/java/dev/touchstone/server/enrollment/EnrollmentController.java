package dev.touchstone.server.enrollment;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.server.access.SourceAddress;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.HostState;
import dev.touchstone.server.json.HexBytes;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code /api/v1/enrollments}: authenticated by the TPM. */
@RestController
@RequestMapping("/api/v1/enrollments")
class EnrollmentController {

    private final Enrollments enrollments;
    private final Activation activation;

    EnrollmentController(Enrollments enrollments, Activation activation) {
        this.enrollments = enrollments;
        this.activation = activation;
    }

    /** A credential only the TPM with both keys can open. */
    record Answer(UUID enrollment, Instant expiresAt, SealedCredential credential) {}

    /**
     * For TPM2_ActivateCredential.
     *
     * @param blob TPM2B_ID_OBJECT
     * @param secret TPM2B_ENCRYPTED_SECRET
     */
    record SealedCredential(Bytes blob, Bytes secret) {}

    /** The secret the credential held. */
    record Proof(Bytes secret) {}

    record Activated(UUID hostId, HostState state, HexBytes ak) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Answer enroll(@RequestBody EnrollmentRequest request, HttpServletRequest http) {
        return enrollments.begin(request, SourceAddress.of(http).toString());
    }

    @PostMapping("/{enrollment}/activation")
    Activated activate(@PathVariable UUID enrollment, @RequestBody Proof proof) {
        HostRecord host = activation.activate(enrollment, proof.secret());
        return new Activated(host.id(), host.state(), new HexBytes(host.akName()));
    }
}
