package dev.touchstone.server.result;

import dev.touchstone.server.problem.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/results}: what stands of a host now, signed afresh for a relying party. */
@RestController
class ResultController {

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** RFC 9782 §2, with the profile of the token as a whole. */
    private static final MediaType EAT = MediaType.parseMediaType("application/eat+jwt");

    private static final String EAT_OF_PROFILE = EAT + "; eat_profile=\"" + EarPayload.PROFILE + "\"";

    private final HostStandings standings;
    private final ResultSigner signer;
    private final ResultProperties settings;

    ResultController(HostStandings standings, ResultSigner signer, ResultProperties settings) {
        this.standings = standings;
        this.signer = signer;
        this.settings = settings;
    }

    /**
     * What a relying party asks for.
     *
     * @param host id or granted name
     * @param nonce 8 to 64 bytes in base64 or base64url, to be found again in {@code eat_nonce}
     * @param audience for whom the result is; if absent, whom the settings say
     */
    record ResultRequest(
            String host, @Nullable String nonce, @Nullable List<String> audience) {}

    /** The signed result, where the token alone was not asked for. */
    record ResultAnswer(String result) {}

    @PostMapping(
            path = "/api/v1/results",
            produces = {MediaType.APPLICATION_JSON_VALUE, "application/eat+jwt"})
    ResponseEntity<Object> result(
            @RequestBody ResultRequest request,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        String token = signer.sign(find(request.host()), wish(request));
        var answer = ResponseEntity.ok().cacheControl(CacheControl.noStore());
        return asksForToken(accept)
                ? answer.header(HttpHeaders.CONTENT_TYPE, EAT_OF_PROFILE).body(token)
                : answer.contentType(MediaType.APPLICATION_JSON).body(new ResultAnswer(token));
    }

    private ResultClaims find(String host) {
        Optional<ResultClaims> standing =
                UUID_TEXT.matcher(host).matches() ? standings.ofId(UUID.fromString(host)) : standings.ofName(host);
        return standing.orElseThrow(() -> new Refusal(404, "host-unknown", "No host of that id or name is known."));
    }

    private ResultWish wish(ResultRequest request) {
        Optional<String> nonce =
                Optional.ofNullable(request.nonce()).map(EatNonce::new).map(EatNonce::text);
        List<String> audience = request.audience() == null ? settings.audience() : Audience.require(request.audience());
        return new ResultWish(nonce, audience);
    }

    private static boolean asksForToken(@Nullable String accept) {
        return accept != null
                && MediaType.parseMediaTypes(accept).stream().anyMatch(type -> type.equalsTypeAndSubtype(EAT));
    }
}
