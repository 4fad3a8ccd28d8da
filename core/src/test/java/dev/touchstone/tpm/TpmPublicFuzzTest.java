package dev.touchstone.tpm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Fed;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.MalformedException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any bytes give a public area that can be judged, named and sealed to, or the one declared refusal")
class TpmPublicFuzzTest {

    private static final List<KeyPair> KEYS = List.of(Keys.RSA2048, Keys.P256, Keys.P384);
    private static final TpmName AK =
            KeyFixture.ek(KEYS.get(1).getPublic()).parse().name();
    private static final SecureRandom RANDOM = new SecureRandom();

    @FuzzTest(maxDuration = "20s")
    void refuses_or_reads_any_bytes(byte[] input) {
        try {
            use(Memory.bounded(Bytes.of(input), TpmPublic::parse));
        } catch (MalformedException e) {
            // The declared refusal.
        }
    }

    /** A real key's area, of which the bytes from one place on are others. */
    @FuzzTest(maxDuration = "20s")
    void refuses_or_reads_a_changed_area(byte[] input) {
        Fed fed = new Fed(input);
        byte[] area = KeyFixture.ek(fed.one(KEYS).getPublic()).area().toArray();
        int at = (fed.octet() | fed.octet() << 8) % area.length;
        Bytes other = fed.bytes(area.length - at);
        System.arraycopy(other.toArray(), 0, area, at, other.length());
        try {
            use(Memory.bounded(Bytes.of(area), TpmPublic::parseArea));
        } catch (MalformedException e) {
            // The declared refusal.
        }
    }

    private static void use(TpmPublic key) {
        assertThat(key.marshal().length()).isEqualTo(key.raw().length() + 2);
        assertThat(key.subjectPublicKeyInfo()).isNotNull();
        assertThat(AttestationKeyPolicy.check(key)).isNotNull();
        if (EndorsementKeyTemplate.check(key).isEmpty()) {
            MakeCredential.seal(key, AK, Bytes.filled(16, 1), RANDOM);
        }
        assertThat(key.name()).isNotNull();
    }
}
