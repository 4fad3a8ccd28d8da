package dev.touchstone.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.touchstone.Vectors;
import dev.touchstone.bytes.Bytes;
import dev.touchstone.bytes.HashAlgorithm;
import dev.touchstone.bytes.MalformedException;
import dev.touchstone.image.PcrSignatureDefect.Code;
import dev.touchstone.image.PcrSignatureOutcome.NotSigned;
import dev.touchstone.image.PcrSignatureOutcome.Signed;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Signatures of PCR policies")
class PcrSignaturesTest {

    private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;
    private static final KeyPair KEYS = keys("RSA", 2048);
    private static final String HASH = "00".repeat(32);

    private static KeyPair keys(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static PcrSignatures vector(String path) throws MalformedException {
        return PcrSignatures.parse(Vectors.bytes(Vectors.shared(path)));
    }

    private static PublicKey key(String path) throws MalformedException {
        return PcrPublicKey.parse(Vectors.bytes(Vectors.shared(path)));
    }

    private static SortedMap<Integer, Bytes> pcr11(Bytes value) {
        return new TreeMap<>(Map.of(11, value));
    }

    @ParameterizedTest
    @EnumSource(names = {"SHA256", "SHA384", "SHA512"})
    void made_by_the_banks_hash_verify_as_talos_signs(HashAlgorithm bank) throws MalformedException {
        Map<UkiSection, Bytes> sections = new EnumMap<>(UkiSection.class);
        Arrays.stream(UkiSection.values())
                .filter(s -> s != UkiSection.EFIFW)
                .forEach(s -> sections.put(s, Bytes.ofUtf8(s.toString())));
        PhasePath path = PhasePath.parse("enter-initrd:leave-initrd:enter-machined");
        Bytes value = Pcr11.after(bank, Pcr11.ofContents(bank, sections), path);

        PcrSignatureOutcome outcome = vector("linux/systemd/talos-pcrsig.json")
                .verify(bank, pcr11(value), key("linux/systemd/talos-pcrsig-pub.pem"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Signed.class, s -> assertThat(s.policy().hash()).isEqualTo(bank));
    }

    @Test
    void cover_the_recorded_boot_in_every_phase_that_was_signed() throws MalformedException {
        PcrSignatures signatures = vector("lab-systemd262/pcrsig.json");
        PublicKey key = key("lab-systemd262/pcrpkey.pem");
        Bytes start = Pcr11Test.recorded();
        List<PhasePath> paths = new ArrayList<>(PhasePath.SYSTEMD);
        paths.addAll(PhasePath.SYSTEMD_WITHOUT_INITRD);

        assertThat(signatures.entries()).hasSize(6);
        assertThat(paths)
                .hasSize(6)
                .allSatisfy(path -> assertThat(signatures.verify(SHA256, pcr11(Pcr11.after(SHA256, start, path)), key))
                        .isInstanceOf(Signed.class));
        assertThat(codes(signatures.verify(SHA256, pcr11(start), key))).containsExactly(Code.VALUES_NOT_SIGNED);
        PhasePath shutdown = PhasePath.parse("sysinit:ready:shutdown");
        assertThat(codes(signatures.verify(SHA256, pcr11(Pcr11.after(SHA256, start, shutdown)), key)))
                .containsExactly(Code.VALUES_NOT_SIGNED);
    }

    @Test
    void of_the_specifications_example_are_read_and_name_a_key_not_ours() throws MalformedException {
        PcrSignatures signatures = vector("linux/systemd/uapi5-pcrsig-example.json");

        assertThat(signatures.entries())
                .extracting(PcrSignature::bank)
                .containsExactly(HashAlgorithm.SHA1, HashAlgorithm.SHA256);
        assertThat(signatures.entries())
                .allSatisfy(entry -> assertThat(entry.pcrs()).containsExactly(11));
        PublicKey other = KEYS.getPublic();
        assertThat(codes(PcrSignatures.verify(signatures.entries().getFirst(), other)))
                .containsExactly(Code.KEY_FINGERPRINT);
    }

    @ParameterizedTest(name = "of the {0} bank made with {1} verify: {2}")
    @CsvSource({
        "SHA384, SHA384, true",
        "SHA384, SHA256, true",
        "SHA384, SHA512, false",
        "SHA256, SHA1, false",
        "SHA1, SHA1, true",
        "SHA1, SHA256, true",
        "SM3_256, SHA256, true"
    })
    void verify_by_the_banks_hash_or_by_sha_256(HashAlgorithm bank, HashAlgorithm hash, boolean signed)
            throws GeneralSecurityException {
        SortedMap<Integer, Bytes> values = new TreeMap<>(Map.of(11, bank.zero(), 12, bank.zero()));
        PcrSignatures signatures = new PcrSignatures(List.of(signed(bank, values, hash)));

        PcrSignatureOutcome outcome = signatures.verify(bank, values, KEYS.getPublic());

        if (signed) {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Signed.class, s -> assertThat(s.policy().hash()).isEqualTo(hash));
        } else {
            assertThat(codes(outcome)).containsExactly(Code.SIGNATURE_INVALID);
        }
    }

    @Test
    void count_for_quotes_of_more_pcrs_but_not_of_fewer() throws GeneralSecurityException {
        SortedMap<Integer, Bytes> values = new TreeMap<>(Map.of(11, SHA256.zero(), 12, SHA256.zero()));
        PcrSignatures signatures = new PcrSignatures(List.of(signed(SHA256, values, SHA256)));

        SortedMap<Integer, Bytes> more = new TreeMap<>(values);
        more.put(4, Bytes.filled(32, 1));
        assertThat(signatures.verify(SHA256, more, KEYS.getPublic())).isInstanceOf(Signed.class);
        assertThat(codes(signatures.verify(SHA256, pcr11(SHA256.zero()), KEYS.getPublic())))
                .containsExactly(Code.VALUES_NOT_SIGNED);
    }

    @Test
    void do_not_count_for_another_bank_value_or_key() throws GeneralSecurityException {
        SortedMap<Integer, Bytes> values = pcr11(SHA256.zero());
        PcrSignatures signatures = new PcrSignatures(List.of(signed(SHA256, values, SHA256)));

        assertThat(signatures.verify(SHA256, values, KEYS.getPublic())).isInstanceOf(Signed.class);
        assertThat(codes(signatures.verify(HashAlgorithm.SM3_256, values, KEYS.getPublic())))
                .containsExactly(Code.VALUES_NOT_SIGNED);
        assertThat(codes(signatures.verify(SHA256, pcr11(Bytes.filled(32, 1)), KEYS.getPublic())))
                .containsExactly(Code.VALUES_NOT_SIGNED);
        assertThat(codes(signatures.verify(SHA256, values, keys("RSA", 2048).getPublic())))
                .containsExactly(Code.KEY_FINGERPRINT);
        assertThat(codes(signatures.verify(SHA256, values, keys("EC", 256).getPublic())))
                .containsExactly(Code.KEY_NOT_RSA);
    }

    @Test
    void do_not_count_when_the_key_is_named_but_another_signed() throws GeneralSecurityException {
        SortedMap<Integer, Bytes> values = pcr11(SHA256.zero());
        PcrSignature good = signed(SHA256, values, SHA256);
        byte[] changed = good.signature().toArray();
        changed[100] ^= 1;
        PcrSignature bad =
                new PcrSignature(SHA256, good.pcrs(), good.keyFingerprint(), good.policy(), Bytes.of(changed));
        PcrSignature cut =
                new PcrSignature(SHA256, good.pcrs(), good.keyFingerprint(), good.policy(), Bytes.of((byte) 1));

        assertThat(codes(new PcrSignatures(List.of(bad, cut)).verify(SHA256, values, KEYS.getPublic())))
                .containsExactly(Code.SIGNATURE_INVALID, Code.SIGNATURE_INVALID);
        assertThat(new PcrSignatures(List.of(bad, cut, good)).verify(SHA256, values, KEYS.getPublic()))
                .isInstanceOf(Signed.class);
    }

    private static PcrSignature signed(HashAlgorithm bank, SortedMap<Integer, Bytes> values, HashAlgorithm hash)
            throws GeneralSecurityException {
        Bytes policy = PcrPolicy.digest(bank, values);
        Signature signer = Signature.getInstance(hash + "withRSA");
        signer.initSign(KEYS.getPrivate());
        signer.update(policy.toArray());
        return new PcrSignature(
                bank,
                List.copyOf(values.keySet()),
                PcrPublicKey.fingerprint((RSAPublicKey) KEYS.getPublic()),
                policy,
                Bytes.of(signer.sign()));
    }

    private static List<Code> codes(PcrSignatureOutcome outcome) {
        return switch (outcome) {
            case NotSigned(List<PcrSignatureDefect> defects) ->
                defects.stream().map(PcrSignatureDefect::code).toList();
            case Signed _ -> List.of();
        };
    }

    @Test
    void of_banks_and_with_members_not_known_here_are_passed_over() throws MalformedException {
        String text = "{\"sha3-256\":[{}],\"sha256\":["
                + entry("[11]", HASH, HASH, "AAAA").replace("}", ",\"new\":1}") + "]}";

        assertThat(PcrSignatures.parse(Bytes.ofUtf8(text)).entries()).hasSize(1);
        assertThat(PcrSignatures.parse(Bytes.ofUtf8("{}"))).isEqualTo(PcrSignatures.NONE);
    }

    private static String entry(String pcrs, String pkfp, String pol, String sig) {
        return "{\"pcrs\":%s,\"pkfp\":\"%s\",\"pol\":\"%s\",\"sig\":\"%s\"}".formatted(pcrs, pkfp, pol, sig);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|h|h|AAAA|pcrs are empty",
                "[24]|h|h|AAAA|below 24",
                "[-1]|h|h|AAAA|ascending",
                "[11,11]|h|h|AAAA|ascending",
                "[12,11]|h|h|AAAA|ascending",
                "[1.5]|h|h|AAAA|whole number",
                "11|h|h|AAAA|must be an array",
                "[11]|h|00|AAAA|pol must have 64",
                "[11]|00|h|AAAA|pkfp must have 64",
                "[11]|z|h|AAAA|pkfp is not hex",
                "[11]|h|h|*|not base64",
                "[11]|h|h|''|0 bytes"
            })
    void are_refused_when_malformed(String pcrs, String pkfp, String pol, String sig, String message) {
        String text = "{\"sha256\":[" + entry(pcrs, filled(pkfp), filled(pol), sig) + "]}";

        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> PcrSignatures.parse(Bytes.ofUtf8(text)))
                .withMessageContaining(message);
    }

    private static String filled(String hex) {
        return switch (hex) {
            case "h" -> HASH;
            case "z" -> "z".repeat(64);
            default -> hex;
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"sha256\":{}}",
                "{\"sha256\":[1]}",
                "{\"sha256\":[{}]}",
                "{\"sha256\":[],\"sha256\":[]}",
                ""
            })
    void are_refused_when_of_another_shape(String text) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> PcrSignatures.parse(Bytes.ofUtf8(text)));
    }

    @Test
    void are_refused_when_too_long_or_made_of_short_values() {
        Bytes spaces = Bytes.filled(PcrSignatures.MAX_LENGTH + 1, ' ');
        Bytes numbers = Bytes.ofUtf8("{\"x\":[" + "1,".repeat(1000) + "1]}");

        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> PcrSignatures.parse(spaces))
                .withMessageContaining("longer than");
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> PcrSignatures.parse(numbers))
                .withMessageContaining("too many values");
    }

    @Test
    void are_refused_when_cut_anywhere() throws MalformedException {
        Bytes text = Vectors.bytes(Vectors.shared("linux/systemd/talos-pcrsig.json"));
        int end = text.length();
        while (text.at(end - 1) != '}') {
            end--;
        }
        assertThat(PcrSignatures.parse(text).entries()).hasSize(3);
        for (int length = 0; length < end; length++) {
            Bytes cut = text.slice(0, length);
            assertThatExceptionOfType(MalformedException.class)
                    .as("cut to %d bytes", length)
                    .isThrownBy(() -> PcrSignatures.parse(cut));
        }
    }

    @Test
    void name_a_key_by_the_hash_of_its_pkcs_1_form() throws MalformedException {
        assertThat(PcrPublicKey.fingerprint(
                        PcrPublicKey.parse(Vectors.bytes(Vectors.shared("lab-systemd262/pcrpkey.pem")))))
                .hasToString("af0ba382e95d2ca38065e23d15c823c83b949e26cb5904adbee5f04087acbe61");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
                "-----BEGIN PUBLIC KEY-----\n=A==\n-----END PUBLIC KEY-----\n",
                "-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----\n"
            })
    void are_not_by_a_key_that_cannot_be_read(String pem) {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> PcrPublicKey.parse(Bytes.ofUtf8(pem)));
    }

    @Test
    void are_not_by_an_elliptic_key_in_pem() {
        Bytes pem = Bytes.ofUtf8("-----BEGIN PUBLIC KEY-----\n"
                + Bytes.of(keys("EC", 256).getPublic().getEncoded()).toBase64() + "\n-----END PUBLIC KEY-----\n");

        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> PcrPublicKey.parse(pem))
                .withMessageContaining("not an RSA public key");
    }
}
