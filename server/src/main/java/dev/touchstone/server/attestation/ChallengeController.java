package dev.touchstone.server.attestation;

import dev.touchstone.server.challenge.Banks;
import dev.touchstone.server.challenge.ChallengeAnswer;
import dev.touchstone.server.challenge.Challenges;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.server.host.Hosts;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /api/v1/challenges}. */
@RestController
class ChallengeController {

    private final Hosts hosts;
    private final Challenges challenges;
    private final EventLogs logs;
    private final ImaLists imaLists;
    private final Clock clock;

    ChallengeController(Hosts hosts, Challenges challenges, EventLogs logs, ImaLists imaLists, Clock clock) {
        this.hosts = hosts;
        this.challenges = challenges;
        this.logs = logs;
        this.imaLists = imaLists;
        this.clock = clock;
    }

    /**
     * Asks for a challenge.
     *
     * @param banks the banks the TPM has allocated; SHA-256 alone if absent
     */
    record Request(UUID hostId, @Nullable List<String> banks) {}

    @PostMapping("/api/v1/challenges")
    @ResponseStatus(HttpStatus.CREATED)
    ChallengeAnswer challenge(@RequestBody Request request) {
        HostRecord host = AttestingHost.require(hosts.find(request.hostId()));
        List<String> banks = request.banks() == null ? List.of("sha256") : request.banks();
        return ChallengeAnswer.of(
                challenges.issue(host, Banks.require(banks), clock.instant()), logs.knownOf(host), imaLists.next(host));
    }
}
