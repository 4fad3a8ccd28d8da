package dev.touchstone.agent.transport;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.touchstone.agent.tpm.SignedCertification;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The server's API, as an agent uses it. */
public final class TouchstoneClient implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final ServerAddress server;
    private final Exchange exchange;
    private final InstantSource clock;

    private TouchstoneClient(ServerAddress server, Exchange exchange, InstantSource clock) {
        this.server = server;
        this.exchange = exchange;
        this.clock = clock;
    }

    /**
     * A client of one server.
     *
     * @param ca a PEM file with the only certificates to trust; empty: the system's
     * @throws IOException if {@code ca} cannot be read
     */
    public static TouchstoneClient open(ServerAddress server, Optional<Path> ca, String userAgent, InstantSource clock)
            throws IOException {
        return new TouchstoneClient(server, Exchange.open(ca, userAgent), clock);
    }

    /** {@code POST /api/v1/enrollments}. */
    public Enrollment.Credential enroll(Enrollment.Request request) throws ExchangeException, InterruptedException {
        return read(send("/api/v1/enrollments", json(request)), Enrollment.CredentialMessage.class)
                .checked();
    }

    /** {@code POST /api/v1/enrollments/{enrollment}/activation}. */
    public Enrollment.Activated activate(UUID enrollment, Bytes secret) throws ExchangeException, InterruptedException {
        byte[] body = json(new Enrollment.ActivationMessage(secret.toBase64()));
        return read(send("/api/v1/enrollments/" + enrollment + "/activation", body), Enrollment.ActivatedMessage.class)
                .checked();
    }

    private record ChallengeRequest(UUID hostId, List<String> banks) {}

    /** {@code POST /api/v1/challenges}, naming the banks the TPM has allocated. */
    public Challenge challenge(UUID hostId, List<HashAlgorithm> banks) throws ExchangeException, InterruptedException {
        byte[] body = json(new ChallengeRequest(
                hostId, banks.stream().map(HashAlgorithm::bank).toList()));
        return read(send("/api/v1/challenges", body), ChallengeMessage.class).checked();
    }

    /** {@code POST /api/v1/attestations}. */
    public AttestationAnswer attest(AttestationRequest request) throws ExchangeException, InterruptedException {
        HttpResponse<byte[]> response = post("/api/v1/attestations", json(request));
        if (response.statusCode() == 410) {
            return new AttestationAnswer.ChallengeSpent("the challenge has expired");
        }
        if (response.statusCode() == 413) {
            Problem problem = Problem.of(response, JSON);
            if (problem.stableCode().equals("ima-list-too-large")) {
                return new AttestationAnswer.ImaListTooLarge("the server takes none of its size");
            }
        }
        if (response.statusCode() == 409) {
            Problem problem = Problem.of(response, JSON);
            return problem.stableCode().equals("log-content-needed")
                    ? new AttestationAnswer.LogContentNeeded()
                    : new AttestationAnswer.ChallengeSpent(problem.stableCode());
        }
        return read(succeeded(response), AppraisalMessage.class).checked();
    }

    /** {@code POST /api/v1/hosts/{id}/client-keys}. */
    public ClientKeyRegistration.Registered register(
            UUID hostId, Challenge challenge, Bytes publicArea, SignedCertification signed)
            throws ExchangeException, InterruptedException {
        byte[] body = json(ClientKeyRegistration.Request.of(challenge, publicArea, signed));
        return read(send("/api/v1/hosts/" + hostId + "/client-keys", body), ClientKeyRegistration.Message.class)
                .checked();
    }

    /** The request as it would be sent. */
    public static String preview(AttestationRequest request) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(request);
    }

    private HttpResponse<byte[]> send(String path, byte[] body) throws ExchangeException, InterruptedException {
        return succeeded(post(path, body));
    }

    private HttpResponse<byte[]> post(String path, byte[] body) throws ExchangeException, InterruptedException {
        return exchange.post(server.resolve(path), body);
    }

    private HttpResponse<byte[]> succeeded(HttpResponse<byte[]> response) throws ExchangeException {
        if (response.statusCode() == 200 || response.statusCode() == 201) {
            return response;
        }
        throw Problem.of(response, JSON).exception(response, clock.instant());
    }

    private static byte[] json(Object value) {
        return JSON.writeValueAsBytes(value);
    }

    /** What an answer says, to be checked. */
    static <T> T read(HttpResponse<byte[]> response, Class<T> type) throws ExchangeException {
        try {
            return Base64Field.required(JSON.readValue(response.body(), type), "everything");
        } catch (JacksonException e) {
            throw new ExchangeException.Incomprehensible(
                    response.uri() + " gave an answer that makes no sense: " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public void close() {
        exchange.close();
    }
}
