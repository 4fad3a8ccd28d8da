package dev.touchstone.server.challenge;

import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.server.host.HostRecord;
import dev.touchstone.tpm.PcrSelection;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Makes challenges and recognises them again. Nothing is stored. */
@Component
public class Challenges {

    private static final String MAC = "HmacSHA256";
    private static final int MAC_LENGTH = 32;

    private final ChallengeKeys keys;
    private final AttestationProperties settings;
    private final SecureRandom random = new SecureRandom();

    Challenges(ChallengeKeys keys, AttestationProperties settings) {
        this.keys = keys;
        this.settings = settings;
    }

    /**
     * A challenge for a host's active key.
     *
     * @param banks the banks its TPM has allocated
     */
    public Challenge issue(HostRecord host, Collection<HashAlgorithm> banks, Instant now) {
        ChallengeKeys.Key key = keys.current();
        Instant issued = now.truncatedTo(ChronoUnit.MILLIS);
        byte[] salt = new byte[ChallengeText.RANDOM];
        random.nextBytes(salt);
        PcrSelection selection = new PcrSelection(banks.stream()
                .sorted()
                .map(b -> PcrSelection.Bank.of(b, settings.pcrs()))
                .toList());
        ChallengeText content = new ChallengeText(
                key.id(),
                host.id(),
                host.akName(),
                selection,
                issued,
                issued.plus(settings.challengeLifetime()),
                Bytes.of(salt));
        Bytes encoded = content.encode();
        String text = ChallengeText.encode(Bytes.concat(encoded, mac(key, encoded)));
        return new Challenge(text, host.id(), host.akName(), selection, issued, content.expiresAt());
    }

    /** What {@code text} is, when {@code host} answers with it at {@code now}. */
    public ChallengeCheck check(String text, HostRecord host, Instant now) {
        return ChallengeText.decode(text)
                .flatMap(this::authentic)
                .<ChallengeCheck>map(content -> judge(challenge(text, content), host, now))
                .orElseGet(ChallengeCheck.Forged::new);
    }

    private static ChallengeCheck judge(Challenge challenge, HostRecord host, Instant now) {
        if (!challenge.hostId().equals(host.id())) {
            return new ChallengeCheck.OtherHost();
        }
        if (!challenge.akName().equals(host.akName())) {
            return new ChallengeCheck.OtherKey();
        }
        return now.isBefore(challenge.expiresAt())
                ? new ChallengeCheck.Valid(challenge)
                : new ChallengeCheck.Expired(challenge);
    }

    private static Challenge challenge(String text, ChallengeText content) {
        return new Challenge(
                text, content.hostId(), content.akName(), content.selection(), content.issuedAt(), content.expiresAt());
    }

    private Optional<ChallengeText> authentic(Bytes whole) {
        if (whole.length() <= MAC_LENGTH) {
            return Optional.empty();
        }
        Bytes encoded = whole.slice(0, whole.length() - MAC_LENGTH);
        Bytes claimed = whole.slice(whole.length() - MAC_LENGTH, whole.length());
        return ChallengeText.keyId(encoded)
                .flatMap(keys::find)
                .filter(key -> mac(key, encoded).equalsConstantTime(claimed))
                .map(_ -> ours(encoded));
    }

    private static ChallengeText ours(Bytes encoded) {
        try {
            return ChallengeText.decode(encoded);
        } catch (MalformedException e) {
            throw new IllegalStateException("a challenge with our MAC does not read", e);
        }
    }

    private static Bytes mac(ChallengeKeys.Key key, Bytes content) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key.secret().toArray(), MAC));
            return Bytes.of(mac.doFinal(content.toArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
