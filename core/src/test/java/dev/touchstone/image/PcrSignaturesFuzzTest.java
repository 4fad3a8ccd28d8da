package dev.touchstone.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.touchstone.Memory;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Any bytes give signatures that can be checked, or a key, or the one declared refusal")
class PcrSignaturesFuzzTest {

    private static final Bytes KEY = Bytes.ofUtf8("""
            -----BEGIN PUBLIC KEY-----
            MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAMH2KeJ+PYvsUCbiAzgrkaZcVpETFvZ6
            1DAIGXSyijIW/UFzHcuKtDDnATb0YBiEkwdlhaB0yuwXz4dwmItimnECAwEAAQ==
            -----END PUBLIC KEY-----
            """);

    @MethodSource("signatures")
    @FuzzTest(maxDuration = "20s")
    void anySignatures(byte[] input) throws MalformedException {
        RSAPublicKey key = PcrPublicKey.parse(KEY);
        try {
            PcrSignatures signatures = Memory.bounded(Bytes.of(input), PcrSignatures::parse);
            HashAlgorithm bank = HashAlgorithm.SHA256;
            signatures.verify(bank, new TreeMap<>(Map.of(11, bank.zero())), key);
            signatures.entries().forEach(entry -> PcrSignatures.verify(entry, key));
        } catch (MalformedException expected) {
            // the declared refusal
        }
    }

    @MethodSource("keys")
    @FuzzTest(maxDuration = "20s")
    void anyKey(byte[] input) {
        try {
            PcrPublicKey.fingerprint(Memory.bounded(Bytes.of(input), PcrPublicKey::parse));
        } catch (MalformedException expected) {
            // the declared refusal
        }
    }

    static Stream<Arguments> signatures() {
        String entry = "{\"pcrs\":[11],\"pkfp\":\"" + "00".repeat(32) + "\",\"pol\":\"" + "11".repeat(32)
                + "\",\"sig\":\"AAECAwQFBgc=\"}";
        return Stream.of("{\"sha256\":[" + entry + "]}", "{\"sha1\":[],\"sm3_256\":[" + entry + "]}")
                .map(seed -> Arguments.of((Object) Bytes.ofUtf8(seed).toArray()));
    }

    static Stream<Arguments> keys() {
        return Stream.of(Arguments.of((Object) KEY.toArray()));
    }
}
