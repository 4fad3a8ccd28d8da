package dev.touchstone.agent.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Whatever a server answers is what the contract says, or the one declared failure")
class AnswerFuzzTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private interface Reading {
        Object read(HttpResponse<byte[]> answer) throws ExchangeException;
    }

    private static final List<Reading> READINGS = List.of(
            a -> TouchstoneClient.read(a, ChallengeMessage.class).checked(),
            a -> TouchstoneClient.read(a, AppraisalMessage.class).checked(),
            a -> TouchstoneClient.read(a, Enrollment.CredentialMessage.class).checked(),
            a -> TouchstoneClient.read(a, Enrollment.ActivatedMessage.class).checked(),
            a -> TouchstoneClient.read(a, ClientKeyRegistration.Message.class).checked(),
            a -> Problem.of(a, JSON).exception(a, Instant.EPOCH));

    @MethodSource("answers")
    @FuzzTest(maxDuration = "20s")
    void any_answer(byte[] json) {
        for (Reading reading : READINGS) {
            try {
                Object read = reading.read(new Answer(Bytes.of(json)));
                if (read instanceof AttestationAnswer.Appraised appraised) {
                    appraised
                            .reasons()
                            .forEach(reason ->
                                    assertThat(reason.line().codePoints()).noneMatch(Character::isISOControl));
                }
                if (read instanceof ClientKeyRegistration.Registered registered) {
                    assertThat(registered.toString().codePoints()).noneMatch(Character::isISOControl);
                }
            } catch (ExchangeException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    static Stream<byte[]> answers() {
        String challenge =
                "{\"challenge\":\"c\",\"nonce\":\"%s\",\"quote\":{\"selection\":[{\"bank\":\"sha256\",\"pcrs\":[0,7]}]},"
                                .formatted(HashAlgorithm.SHA256
                                        .hash(Bytes.ofUtf8("c"))
                                        .toBase64())
                        + "\"logs\":{\"firmware\":{\"known\":[\"00\"]}}}";
        String uuid = "018f0000-0000-7000-8000-000000000000";
        return Stream.of(
                        challenge,
                        "{\"attestation\":\"" + uuid + "\",\"verdict\":\"DRIFTED\",\"reasons\":[{\"code\":\"c\","
                                + "\"summary\":\"s\",\"pcr\":4}],\"validUntil\":\"2026-01-01T00:00:00Z\","
                                + "\"next\":{\"after\":\"PT5M\",\"challenge\":" + challenge + "}}",
                        "{\"enrollment\":\"" + uuid + "\",\"credential\":{\"blob\":\"AA==\",\"secret\":\"AA==\"}}",
                        "{\"hostId\":\"" + uuid + "\",\"state\":\"ACTIVE\",\"ak\":\"000b\"}",
                        "{\"keyIdentifier\":\"" + "0a".repeat(20) + "\",\"spkiSha256\":\"" + "0b".repeat(32)
                                + "\",\"host\":\"ams-r12-07\"}",
                        "{\"title\":\"t\",\"detail\":\"d\",\"code\":\"c\"}")
                .map(json -> Bytes.ofUtf8(json).toArray());
    }

    private record Answer(Bytes json) implements HttpResponse<byte[]> {

        @Override
        public byte[] body() {
            return json.toArray();
        }

        @Override
        public int statusCode() {
            return json.length() % 2 == 0 ? 400 : 503;
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of("Retry-After", List.of("7")), (_, _) -> true);
        }

        @Override
        public URI uri() {
            return URI.create("https://touchstone.example/");
        }

        @Override
        public HttpRequest request() {
            return HttpRequest.newBuilder(uri()).build();
        }

        @Override
        public Optional<HttpResponse<byte[]>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public Version version() {
            return Version.HTTP_1_1;
        }
    }
}
